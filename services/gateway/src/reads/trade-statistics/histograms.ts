import { binEdges, durationEdges } from '@papertape/metrics'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { readSpreads, type SpreadOut, short } from './spread.ts'
import { type Selection, whereClosed } from './where-closed.ts'

/** What was at risk per unit, down (or up) to the stop; none where the entry lay beyond it. */
const RISK = sql`nullif(greatest(case direction when 'LONG' then entry_price::float8 - stop_loss::float8
  else stop_loss::float8 - entry_price::float8 end, 0), 0)`

const figures = (projection: Projection, selection: Selection) =>
  projection
    .selectFrom('trades')
    .select([
      sql`case when ${short('realized_pnl', 'entry_price', 'stop_loss', 'quantity')}
        then realized_pnl::float8 / nullif(${RISK} * quantity::float8, 0) end`.as('r_multiple'),
      'duration_seconds as duration',
      sql`case when ${short('realized_pnl_pct')} then realized_pnl_pct::float8 end`.as('pnl_pct'),
    ])
    .where(whereClosed(selection))
    .offset(0)

/** A spread as answers show it, of so many trades in all. */
const histogramOf = (trades: number, { n, mean, median, bins }: SpreadOut) => ({
  n,
  excluded: trades - n,
  mean,
  median,
  bins,
})

/** How single trades are spread: in equally wide bins, durations in those that people think in. */
export const readHistograms = async (projection: Projection, selection: Selection, trades: number) => {
  const of = sql`${figures(projection, selection)}`
  const spreadOf = await readSpreads(
    projection,
    { of, names: ['r_multiple', 'duration', 'pnl_pct'] },
    (name, spread) => (name === 'duration' ? durationEdges(spread) : binEdges(spread)),
  )
  return {
    r_multiples: histogramOf(trades, spreadOf('r_multiple')),
    durations: histogramOf(trades, spreadOf('duration')),
    pnl_pct: histogramOf(trades, spreadOf('pnl_pct')),
  }
}
