import type { LedgerEvent, Thresholds } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { aTrade, clockAt, minute } from '@papertape/metrics/testing'
import { type BotWatch, type BotWatchJson, watchFromJson, watchToJson } from '@papertape/risk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWatchlist, NOTHING_WATCHED, type Watchlist } from '../src/watchlist.ts'
import { allConfigured, openLedger, priced, silenced } from './given.ts'

const never = ({ why }: { why: string }) => {
  throw new Error(why)
}

type Act = 'input' | 'fold' | 'tell' | 'save' | 'crash'

const stateOf = (list: Watchlist) => [...list.all()].map(watchToJson)

/**
 * The evaluator against a ledger that goes on without it, step by step: facts arrive, one is folded, one is told (refused
 * when the history has moved on), the fold is saved, the process dies and starts from what was saved.
 */
const play = (inputs: readonly LedgerEvent[], acts: readonly Act[]) => {
  const ledger: LedgerEvent[] = []
  const waiting = [...inputs]
  const saved = { position: 0, states: new Map<string, string>(), thresholds: {}, minute: null as string | null }
  const start = () => {
    const watches = [...saved.states.values()].map((state) => watchFromJson(JSON.parse(state) as BotWatchJson))
    const { thresholds, minute: clock } = saved
    const list = createWatchlist({ watches, thresholds, minute: clock }, { rulesSeq: 0, onContradiction: never })
    return { position: saved.position, list, changed: new Set<BotWatch>() }
  }
  let fold = start()
  const act: { [Name in Act]: () => boolean } = {
    input() {
      const fact = waiting.shift()
      if (fact) ledger.push(fact)
      return fact !== undefined
    },
    fold() {
      const event = ledger[fold.position]
      if (!event) return false
      fold.position += 1
      for (const watch of fold.list.hear({ seq: fold.position, partition: 0, event })) fold.changed.add(watch)
      return true
    },
    tell() {
      const watch = fold.list.get('bot')
      const owed = watch?.owed[0]
      if (!watch || !owed) return false
      if (ledger.findLastIndex(({ bot_id }) => bot_id === 'bot') + 1 !== watch.history_seq) return false
      ledger.push({ ...owed, recorded_at: owed.time })
      return true
    },
    save() {
      // Only what is said to have changed is written, as the service does it.
      for (const watch of fold.changed) saved.states.set(watch.bot_id, JSON.stringify(watchToJson(watch)))
      fold.changed.clear()
      const { thresholds, minute: clock } = fold.list
      Object.assign(saved, { position: fold.position, thresholds, minute: clock })
      return true
    },
    crash() {
      fold = start()
      return true
    },
  }
  for (const name of acts) act[name]()
  while (act.input() || act.fold() || act.tell()) continue
  return { ledger, state: stateOf(fold.list) }
}

const said = (ledger: readonly LedgerEvent[]) =>
  ledger
    .filter(({ type }) => /^alarm\.(raised|escalated|cleared)$|^bot\.stopped$/.test(type))
    .map(({ id, type }) => `${type} ${id}`)

const thresholds = fc.constantFrom<Thresholds>(
  {},
  { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 5 }, cooldown_seconds: 0 } },
  { TOTAL_EXPOSURE_EXCEEDED: { levels: { CRITICAL: 95 } }, DAILY_LOSS_LIMIT: { levels: { CRITICAL: 30 } } },
)

/** What happens within twenty minutes: prices, and now and then an operator's act. All nine alarms are heard. */
const moment = fc.record({
  price: fc.integer({ min: 60, max: 110 }),
  act: fc.option(
    fc.oneof(
      thresholds.map(
        (given) =>
          (at: number): LedgerEvent =>
            allConfigured(at, given),
      ),
      fc.constant((at: number): LedgerEvent => silenced(at, at + 60)),
    ),
    { freq: 4 },
  ),
})
const inputsOf = (moments: readonly (typeof moment extends fc.Arbitrary<infer Moment> ? Moment : never)[]) => [
  botRegisteredOf(aRegistration({ initial_capital: '1000' })),
  aTrade({ position_size: '1000', fee_rate: '0' }).entry,
  ...moments.flatMap(({ price, act }, index) => [
    ...(act === null ? [] : [act(20 * index + 18)]),
    clockAt(minute(20 * index + 19)),
    priced(20 * index + 20, String(price)),
  ]),
]
const inputs = fc.array(moment, { maxLength: 25 }).map(inputsOf)
const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Act>('input', 'fold', 'tell') },
    { weight: 1, arbitrary: fc.constantFrom<Act>('save', 'crash') },
  ),
  { maxLength: 300 },
)

describe('an evaluator that is killed anywhere between hearing and telling', () => {
  it('says what an undisturbed one says, nothing lost, nothing twice', () => {
    fc.assert(
      fc.property(inputs, acts, (facts, disturbance) => {
        const undisturbed = said(
          openLedger()
            .given(...facts)
            .facts(),
        )
        const disturbed = said(play(facts, disturbance).ledger)
        expect(disturbed.toSorted()).toEqual(undisturbed.toSorted())
        const alarms = (lines: readonly string[]) => lines.filter((line) => line.startsWith('alarm.'))
        expect(alarms(disturbed)).toEqual(alarms(undisturbed))
      }),
      { numRuns: 500 },
    )
  })

  it('knows in the end what a fold of the whole ledger knows, and owes nothing', () => {
    fc.assert(
      fc.property(inputs, acts, (facts, disturbance) => {
        const { ledger, state } = play(facts, disturbance)
        const list = createWatchlist(NOTHING_WATCHED, { rulesSeq: 0, onContradiction: never })
        for (const [index, event] of ledger.entries()) list.hear({ seq: index + 1, partition: 0, event })
        expect(state).toEqual(stateOf(list))
        expect(state[0]?.owed).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
