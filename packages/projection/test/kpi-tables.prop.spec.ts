import { packSnapshot } from '@papertape/metrics'
import { decimal, formatDecimal } from '@papertape/money'
import { hoursKeptFrom, minutesKeptFrom, REPLAY_LANE, type WrittenRow } from '@papertape/store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../src/fact.ts'
import { createFold } from '../src/fold.ts'
import { emptyFoldState } from '../src/fold-state.ts'
import { randomLedger } from '../src/testing.ts'
import { givenDatabase } from './given-database.ts'

/** Worlds of minutes, of days and of months. */
const worlds = fc.record({
  seed: fc.integer(),
  facts: fc.integer({ min: 50, max: 600 }),
  bots: fc.constantFrom(3, 12),
  downDaysMax: fc.constantFrom(0.2, 3, 60),
})

type Current = WrittenRow<'kpi_current'>

/** Every snapshot that ever stood, per scope in ledger order: what `kpi_current` held behind each fact. */
const told = (facts: readonly Fact[]) => {
  const fold = createFold(emptyFoldState)
  const database = givenDatabase()
  const snapshots = new Map<string, Current[]>()
  for (const fact of facts) {
    fold.apply(fact)
    const { changes } = fold.take()
    database.apply(changes)
    for (const row of changes.upserts.kpi_current ?? []) {
      if (row.ledger_seq === fact.seq) snapshots.getOrInsertComputed(row.scope, () => []).push(row)
    }
  }
  return { database, snapshots, newest: facts.at(-1)?.seq ?? 0 }
}

const LENGTHS = { kpi_minutes: 16, kpi_hours: 13, kpi_days: 10 } as const
const KEPT_FROM = { kpi_minutes: minutesKeptFrom, kpi_hours: hoursKeptFrom, kpi_days: () => '' } as const

/** The rows of a scope's finished buckets, told from all its snapshots. */
const bucketsOf = (rows: readonly Current[], length: number) => {
  const buckets = new Map<string, { from: Current; last: Current }>()
  for (const row of rows) {
    if (row.timestamp === null) continue
    const bucket = buckets.getOrInsertComputed(row.timestamp.slice(0, length), () => ({ from: row, last: row }))
    bucket.last = row
  }
  return [...buckets].slice(0, -1)
}

const START = 'YYYY-MM-DDT00:00:00.000Z'

describe('the history of figures', { timeout: 60_000 }, () => {
  it.each(Object.keys(LENGTHS) as (keyof typeof LENGTHS)[])('holds in %s the last snapshot of each', (table) => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { database, snapshots } = told(randomLedger(world))
        const clock = database.rows('clock')[0]?.minute ?? null
        const expected = [...snapshots].flatMap(([scope, rows]) => {
          const isReplay = JSON.parse(rows[0]?.state ?? '{}').mode === 'replay'
          const now = isReplay ? (rows.at(-1)?.timestamp ?? null) : clock
          return bucketsOf(rows, LENGTHS[table]).flatMap(([start, { from, last }]) => {
            const time = start + START.slice(start.length)
            if (now !== null && time < KEPT_FROM[table](now)) return []
            const { timestamp, ledger_seq, level, account_value } = last
            const snapshot = packSnapshot(JSON.parse(last.snapshot))
            return [{ scope, time, timestamp, from_seq: from.ledger_seq, ledger_seq, level, account_value, snapshot }]
          })
        })
        const rows: { scope: string; time: string }[] = (database.dump()[table] ?? []) as WrittenRow<'kpi_days'>[]
        const byKey = (a: { scope: string; time: string }, b: { scope: string; time: string }) =>
          `${a.scope} ${a.time}` < `${b.scope} ${b.time}` ? -1 : 1
        const bare = rows.map((row) => ('lane' in row ? (({ lane: _, ...rest }) => rest)(row) : row))
        expect(bare.toSorted(byKey)).toEqual(expected.toSorted(byKey))
      }),
      { numRuns: 12 },
    )
  })

  it('lies in the lane of its time, or in that of replays', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { database, snapshots } = told(randomLedger(world))
        const isReplay = (scope: string) => JSON.parse(snapshots.get(scope)?.[0]?.state ?? '{}').mode === 'replay'
        for (const { scope, time, lane } of database.rows('kpi_minutes')) {
          expect(lane).toBe(isReplay(scope) ? REPLAY_LANE : time.slice(0, 10))
        }
        for (const { scope, time, lane } of database.rows('kpi_hours')) {
          expect(lane).toBe(isReplay(scope) ? REPLAY_LANE : time.slice(0, 7))
        }
      }),
      { numRuns: 5 },
    )
  })
})

describe('checkpoints of figures', { timeout: 60_000 }, () => {
  it('hold the state as of their sequence, and a portfolio’s parts as of its own', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { database, snapshots } = told(randomLedger(world))
        const stateAt = (scope: string, seq: number) =>
          snapshots.get(scope)?.findLast(({ ledger_seq }) => ledger_seq <= seq)?.state
        const checkpoints = database.rows('kpi_checkpoints')
        for (const { scope, through_seq, state } of checkpoints) expect(state).toBe(stateAt(scope, through_seq))
        for (const { scope, through_seq } of checkpoints) {
          if (!scope.startsWith('@')) continue
          const members = database.rows('bots').filter((bot) => bot.public && `@${bot.mode}` === scope)
          for (const { bot_id, registered_seq } of members) {
            if (registered_seq > through_seq) continue
            const own = checkpoints.filter((row) => row.scope === bot_id && row.through_seq <= through_seq)
            const newest = own.toSorted((a, b) => b.through_seq - a.through_seq)[0]
            expect(newest?.state).toBe(stateAt(bot_id, through_seq))
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  it('stand for each day that a scope has left, until only the month’s first is kept', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { database, snapshots } = told(randomLedger(world))
        for (const [scope, rows] of snapshots) {
          const days = [...new Set(rows.flatMap(({ timestamp }) => timestamp?.slice(0, 10) ?? []))]
          const newest = days.at(-1)
          if (newest === undefined) continue
          const dailyFrom = new Date(Date.parse(newest) - 90 * 86_400_000).toISOString().slice(0, 10)
          const kept = database.rows('kpi_checkpoints').filter((row) => row.scope === scope)
          const keptDays = new Set(kept.map(({ day }) => day))
          const left = days.slice(0, -1)
          const expected = left.filter(
            (day) => day >= dailyFrom || left.find((d) => d.slice(0, 7) === day.slice(0, 7)) === day,
          )
          for (const day of expected) expect([scope, keptDays.has(day)]).toEqual([scope, true])
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('what closed trades are broken down by', { timeout: 60_000 }, () => {
  it('sums in every dimension, and over a bot’s segments, exactly to the total', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { database } = told(randomLedger(world))
        const total = (rows: readonly { realized_pnl: string; fees: string; gross_pnl: string; trades: number }[]) => ({
          trades: rows.reduce((sum, { trades }) => sum + trades, 0),
          gross_pnl: formatDecimal(rows.reduce((sum, row) => sum + decimal(row.gross_pnl), 0n)),
          fees: formatDecimal(rows.reduce((sum, row) => sum + decimal(row.fees), 0n)),
          realized_pnl: formatDecimal(rows.reduce((sum, row) => sum + decimal(row.realized_pnl), 0n)),
        })
        const nothing = total([])
        for (const { scope, total_pnl, winning_trades, losing_trades, breakeven_trades } of database.rows(
          'trade_totals',
        )) {
          const own = database.rows('breakdowns').filter((row) => row.scope === scope)
          const dimensions = Map.groupBy(own, ({ dimension }) => dimension)
          const totals = [...dimensions.values()].map(total)
          expect(totals.length).toBe(winning_trades + losing_trades + breakeven_trades === 0 ? 0 : 10)
          for (const each of totals) expect(each).toEqual(totals[0])
          const { trades, realized_pnl } = totals[0] ?? nothing
          expect({ trades, realized_pnl }).toEqual({
            trades: winning_trades + losing_trades + breakeven_trades,
            realized_pnl: total_pnl,
          })
          const segments = database.rows('kpi_segments').filter(({ bot_id }) => bot_id === scope)
          if (!scope.startsWith('@')) expect(total(segments)).toEqual(totals[0] ?? nothing)
        }
      }),
      { numRuns: 12 },
    )
  })
})
