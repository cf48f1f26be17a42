import { signalAccepted, signalRejected } from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BotState } from '../src/bot.projection.ts'
import { type Disposition, decide, type SignalMessage } from '../src/signal.decider.ts'
import { aBot, aMarket, aMessage, aSignal } from './a-signal.ts'

/** Looks up what is asked for, as the shell does, and insists that this leads to a disposition. */
const settle = (message: SignalMessage, bot: BotState | null, idUsed: boolean): Disposition => {
  const first = decide(message, bot, { idUsed: null, market: null })
  if (first.kind === 'disposition') return first.fact
  const second = decide(message, bot, { idUsed, market: first.market === null ? null : aMarket() })
  if (second.kind === 'look_up') throw new Error('asked twice')
  return second.fact
}

const check = (fact: Disposition) => {
  const recorded = JSON.parse(JSON.stringify({ ...fact, recorded_at: EPOCH_START }))
  const schema = fact.type === 'signal.accepted' ? signalAccepted : signalRejected
  expect(schema.safeParse(recorded).error).toBeUndefined()
  expect(JSON.stringify(recorded)).not.toContain('hunter2')
}

const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '0',
    'NaN',
    '1e999',
    -1,
    'LONG',
    'short',
    'OPEN',
    'close',
    'ACTIVE',
    '2024-01-01T00:00:00Z',
    1e21,
  ),
)
const bots = fc.constantFrom(null, aBot(), aBot({ mode: 'replay' }), aBot({ policy: { require_levels: false } }))

it('answers any object whose fields are anything', () => {
  const keys = [
    ...Object.keys(aSignal()),
    'action',
    'status',
    'confidence',
    'time',
    'expires_at',
    '__proto__',
    'constructor',
  ]
  const objects = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value)
  fc.assert(
    fc.property(objects, bots, fc.boolean(), (changes, bot, idUsed) => {
      const object = Object.fromEntries([
        ...Object.entries(aSignal({ access_token: 'hunter2' })),
        ...Object.entries(changes),
      ])
      check(settle(aMessage({ ...object, access_token: 'hunter2' }), bot, idUsed))
    }),
    { numRuns: 2_000 },
  )
})

it('answers any bytes', () => {
  const bodies = fc.oneof(fc.uint8Array({ maxLength: 2_000 }), fc.json({ maxDepth: 6 }), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(bodies, bots, (body, bot) => check(settle(aMessage(body), bot, false))),
    { numRuns: 1_000 },
  )
})

it('gives the same disposition each time, and one cause per input', () => {
  fc.assert(
    fc.property(value, value, fc.nat(), (direction, take_profit, seq) => {
      const input = { stream: 'SIGNALS' as const, epoch: 'e', seq, received_at: EPOCH_START }
      const message = () => aMessage(aSignal({ direction, take_profit }), { input })
      expect(settle(message(), aBot(), false)).toEqual(settle(message(), aBot(), false))
    }),
  )
})
