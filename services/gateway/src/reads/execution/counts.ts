import { type Figure, fillRatePctOf } from '@papertape/metrics'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import type { Selection } from '../trade-statistics/where-closed.ts'
import { outcomes } from './selected.ts'

/** Values of one dimension that an answer names. */
const SLICES_MAX = 500

/** What became of accepted signals: of one symbol or hour of the acceptance, or of all. */
type CountsRow = {
  dimension: 'symbol' | 'hour' | null
  value: string | null
  accepted: number
  entered: number
  missed: number
  expired: number
  take_profit: number
  stop_loss: number
  closed: number
  ended: number
  price_gaps: number
  ambiguous: number
  entry_cost: number
  entry_notional: number
  exit_cost: number
  exit_notional: number
}

/** Counts, and slippage weighted by notional, by each dimension and of all. */
export const readCounts = async (projection: Projection, selection: Selection): Promise<CountsRow[]> => {
  const missedFor = (reason: string) => sql`(count(*) filter (where missed = ${sql.lit(reason)}))::int`
  const { rows } = await sql<CountsRow>`
    select case when grouping(symbol) = 0 then 'symbol' when grouping(hour) = 0 then 'hour' end as dimension,
      case when grouping(symbol) = 0 then symbol when grouping(hour) = 0 then hour end as value,
      count(*)::int as accepted,
      (count(*) filter (where is_entered))::int as entered,
      count(missed)::int as missed,
      ${missedFor('EXPIRED')} as expired, ${missedFor('TAKE_PROFIT')} as take_profit,
      ${missedFor('STOP_LOSS')} as stop_loss, ${missedFor('CLOSED')} as closed,
      (count(*) filter (where is_closed))::int as ended,
      (count(*) filter (where price_gap))::int as price_gaps,
      (count(*) filter (where ambiguous))::int as ambiguous,
      coalesce(sum(entry_bps * entry_notional), 0) as entry_cost, coalesce(sum(entry_notional), 0) as entry_notional,
      coalesce(sum(exit_bps * exit_notional), 0) as exit_cost, coalesce(sum(exit_notional), 0) as exit_notional
    from (${outcomes(projection, selection)}) outcomes
    group by grouping sets ((symbol), (hour), ())`.execute(projection)
  return rows
}

const meanOf = (cost: number, notional: number): number | null => (notional === 0 ? null : cost / notional)

const added = (rows: readonly CountsRow[]): CountsRow =>
  rows.reduce((sum, row) => ({
    ...sum,
    value: null,
    accepted: sum.accepted + row.accepted,
    entered: sum.entered + row.entered,
    missed: sum.missed + row.missed,
    entry_cost: sum.entry_cost + row.entry_cost,
    entry_notional: sum.entry_notional + row.entry_notional,
    exit_cost: sum.exit_cost + row.exit_cost,
    exit_notional: sum.exit_notional + row.exit_notional,
  }))

/** The fill rate, with what is to be said of it. */
export const fillRateOf = (row: Pick<CountsRow, 'entered' | 'missed'>): Figure => fillRatePctOf(row)

const sliceOf = (row: CountsRow, values: number) => ({
  value: row.value,
  values,
  accepted: row.accepted,
  waiting: row.accepted - row.entered - row.missed,
  entered: row.entered,
  missed: row.missed,
  fill_rate_pct: fillRateOf(row).value,
  entry_slippage_bps: meanOf(row.entry_cost, row.entry_notional),
  exit_slippage_bps: meanOf(row.exit_cost, row.exit_notional),
})

/** The slices of a dimension: hours in their order, of symbols the most used first, those too small to be named as one. */
export const slicesOf = (rows: readonly CountsRow[], dimension: 'symbol' | 'hour') => {
  const byValue = (a: CountsRow, b: CountsRow): number => ((a.value ?? '') < (b.value ?? '') ? -1 : 1)
  const ordered = rows
    .filter((row) => row.dimension === dimension)
    .toSorted((a, b) => (dimension === 'hour' ? 0 : b.accepted - a.accepted) || byValue(a, b))
  const named = ordered.length > SLICES_MAX ? ordered.slice(0, SLICES_MAX - 1) : ordered
  const rest = ordered.slice(named.length)
  return [...named.map((row) => sliceOf(row, 1)), ...(rest.length === 0 ? [] : [sliceOf(added(rest), rest.length)])]
}

/** Mean slippages of all, weighted by notional. */
export const meansOf = (row: CountsRow | undefined) => ({
  entry: row === undefined ? null : meanOf(row.entry_cost, row.entry_notional),
  exit: row === undefined ? null : meanOf(row.exit_cost, row.exit_notional),
})
