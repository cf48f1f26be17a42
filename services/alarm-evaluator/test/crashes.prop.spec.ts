import type { LedgerEvent } from '@papertape/events'
import { clockAt, minute } from '@papertape/metrics/testing'
import { type BotWatchJson, watchFromJson, watchToJson } from '@papertape/risk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWatchlist, NOTHING_WATCHED, type Watched } from '../src/watchlist.ts'
import { allIn, openLedger, priced } from './given.ts'

const never = ({ why }: { why: string }) => {
  throw new Error(why)
}

type Act = 'input' | 'fold' | 'tell' | 'save' | 'crash'

/**
 * The evaluator against a ledger that goes on without it, step by step: facts arrive, one is folded, one is told (refused
 * when the history has moved on), the fold is saved, the process dies and starts from what was saved.
 */
const play = (inputs: readonly LedgerEvent[], acts: readonly Act[]) => {
  const ledger: LedgerEvent[] = []
  const waiting = [...inputs]
  let saved = { position: 0, watched: JSON.stringify(NOTHING_WATCHED) }
  const start = () => {
    const { watches, ...rest } = JSON.parse(saved.watched) as Omit<Watched, 'watches'> & { watches: BotWatchJson[] }
    const watched = { ...rest, watches: watches.map(watchFromJson) }
    return { position: saved.position, list: createWatchlist(watched, { rulesSeq: 0, onContradiction: never }) }
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
      fold.list.hear({ seq: fold.position, partition: 0, event })
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
      const { thresholds, minute: clock } = fold.list
      const watches = [...fold.list.all()].map(watchToJson)
      saved = { position: fold.position, watched: JSON.stringify({ watches, thresholds, minute: clock }) }
      return true
    },
    crash() {
      fold = start()
      return true
    },
  }
  for (const name of acts) act[name]()
  while (act.input() || act.fold() || act.tell()) continue
  return ledger
}

const said = (ledger: readonly LedgerEvent[]) =>
  ledger
    .filter(({ type }) => type.startsWith('alarm.') || type === 'bot.stopped')
    .map(({ id, type }) => `${type} ${id}`)

const prices = fc
  .array(fc.integer({ min: 60, max: 110 }), { maxLength: 25 })
  .map((path): LedgerEvent[] => [
    ...allIn(),
    ...path.flatMap((price, index) => [clockAt(minute(20 * index + 19)), priced(20 * index + 20, String(price))]),
  ])
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
      fc.property(prices, acts, (inputs, disturbance) => {
        const undisturbed = said(
          openLedger()
            .given(...inputs)
            .facts(),
        )
        const disturbed = said(play(inputs, disturbance))
        expect(disturbed.toSorted()).toEqual(undisturbed.toSorted())
        const alarms = (lines: readonly string[]) => lines.filter((line) => line.startsWith('alarm.'))
        expect(alarms(disturbed)).toEqual(alarms(undisturbed))
      }),
      { numRuns: 500 },
    )
  })
})
