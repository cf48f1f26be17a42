import { binEdges, showFigures } from '@papertape/metrics'
import type { Tape } from '@papertape/tape'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { readSpreads, type SpreadOut } from '../trade-statistics/spread.ts'
import type { Selection } from '../trade-statistics/where-closed.ts'
import { fillRateOf, meansOf, readCounts, slicesOf } from './counts.ts'
import { latenciesOf, type Newest, readAcceptance, readNewest } from './latency.ts'
import { outcomes } from './selected.ts'

const slippageOf = (fills: number, mean: number | null, { n, median, p95, bins }: SpreadOut) => ({
  n,
  excluded: fills - n,
  mean_bps: mean,
  median_bps: median,
  p95_bps: p95,
  bins,
})

const readTotals = async (projection: Projection, selection: Selection) => {
  const rows = await readCounts(projection, selection)
  const all = rows.find(({ dimension }) => dimension === null)
  const { accepted = 0, entered = 0, missed = 0, ended = 0 } = all ?? {}
  const { values, quality } = showFigures({ fill_rate_pct: fillRateOf({ entered, missed }) })
  return {
    rows,
    all,
    closed: ended,
    counts: { accepted, waiting: accepted - entered - missed, entered, missed, ...values },
    quality,
  }
}

/** What rows tell of how signals became fills, and the newest of them, of which the ledger tells more. */
export const readExecution = async (projection: Projection, selection: Selection) => {
  const { rows, all, closed, counts, quality } = await readTotals(projection, selection)
  const of = sql`${outcomes(projection, selection)}`
  const spreadOf = await readSpreads(projection, { of, names: ['entry_bps', 'exit_bps'] }, (_, spread) =>
    binEdges(spread),
  )
  const means = meansOf(all)
  const newest = await readNewest(projection, selection)
  const shown = {
    ...counts,
    missed_by_reason: {
      EXPIRED: all?.expired ?? 0,
      TAKE_PROFIT: all?.take_profit ?? 0,
      STOP_LOSS: all?.stop_loss ?? 0,
      CLOSED: all?.closed ?? 0,
    },
    price_gaps: all?.price_gaps ?? 0,
    ambiguous: all?.ambiguous ?? 0,
    latency: latenciesOf(newest, selection.coverage.mode),
    slippage: {
      entry: slippageOf(counts.entered, means.entry, spreadOf('entry_bps')),
      exit: slippageOf(closed, means.exit, spreadOf('exit_bps')),
    },
    by: { symbol: slicesOf(rows, 'symbol'), hour: slicesOf(rows, 'hour') },
    quality,
  }
  return { shown, newest }
}

/** The same with what the ledger's own messages tell; facts never change, so they need not be read in the same snapshot. */
export const withLedger = async (
  tape: Pick<Tape, 'message' | 'connected'>,
  { shown, newest }: { shown: Awaited<ReturnType<typeof readExecution>>['shown']; newest: readonly Newest[] },
) => ({
  ...shown,
  latency: { ...shown.latency, received_to_accepted: await readAcceptance(tape, newest) },
})
