import { hashOf } from '@papertape/events'
import { expect, it } from 'vitest'
import { RULE_SET, RULES } from '../src/index.ts'
import { COOLDOWN_SECONDS, DWELL_SECONDS, RECOVERY_MARGIN_PCT } from '../src/settings.ts'

/** What the rules decide by, without their words, by rule set. Only ever add to it. */
const KNOWN: { readonly [ruleSet: number]: string } = {
  2: '858eac9defb08221b2f0a9fb5b0e57c38c5fafeac9fcb2e80d6fdbfc5d2bebb4',
  // The state machine and the clock of replay bots changed, the table did not.
  3: '858eac9defb08221b2f0a9fb5b0e57c38c5fafeac9fcb2e80d6fdbfc5d2bebb4',
}

it('has a new number whenever the rules decide otherwise, so that they raise nothing for the past', () => {
  const decides = RULES.map(({ label: _l, unit: _u, recommended_action: _r, range: _b, ...rule }) => rule)
  expect(KNOWN[RULE_SET]).toBe(hashOf([decides, RECOVERY_MARGIN_PCT, DWELL_SECONDS, COOLDOWN_SECONDS]))
})
