import { decimal, formatDecimal } from '@papertape/money'
import { type PnlView, pnlView, totalOf } from '../kpi/breakdowns.ts'
import { DIMENSIONS, type Dimension, type SumsRow } from './sums.ts'

/** Values of one dimension that an answer names. */
const SLICES_MAX = 500

export type TradeSlice = PnlView & { value: string | null; values: number }

/** Counts and exact amounts of summed up trades, under the names that all answers have. */
export const amountsOf = ({ wins, losses, breakevens, won, lost, fees }: SumsRow) => ({
  trades: wins + losses + breakevens,
  winning_trades: wins,
  losing_trades: losses,
  breakeven_trades: breakevens,
  // Net is gross less both fees, exactly.
  gross_pnl: formatDecimal(decimal(won) + decimal(lost) + decimal(fees)),
  fees: formatDecimal(decimal(fees)),
  realized_pnl: formatDecimal(decimal(won) + decimal(lost)),
})

/** Hours and weekdays come in their own order; what has most trades leads of all others. */
const inOrder = (dimension: Dimension, rows: readonly SumsRow[]): SumsRow[] => {
  const byValue = (a: SumsRow, b: SumsRow): number => ((a.value ?? '') < (b.value ?? '') ? -1 : 1)
  const tradesOf = ({ wins, losses, breakevens }: SumsRow): number => wins + losses + breakevens
  if (dimension === 'hour' || dimension === 'weekday') return rows.toSorted(byValue)
  return rows.toSorted((a, b) => tradesOf(b) - tradesOf(a) || byValue(a, b))
}

/** The slices of each dimension; each dimension's sum exactly to all trades, also where some are too small to be named. */
export const slicesOf = (rows: readonly SumsRow[]): { [Name in Dimension]: TradeSlice[] } => {
  const byDimension = Map.groupBy(rows, ({ dimension }) => dimension)
  const slices = (dimension: Dimension): TradeSlice[] => {
    const ordered = inOrder(dimension, byDimension.get(dimension) ?? [])
    const named = ordered.length > SLICES_MAX ? ordered.slice(0, SLICES_MAX - 1) : ordered
    const rest = ordered.slice(named.length)
    return [
      ...named.map((row) => ({ value: row.value, values: 1, ...pnlView(amountsOf(row)) })),
      ...(rest.length === 0 ? [] : [{ value: null, values: rest.length, ...pnlView(totalOf(rest.map(amountsOf))) }]),
    ]
  }
  return Object.fromEntries(DIMENSIONS.map((name) => [name, slices(name)])) as { [Name in Dimension]: TradeSlice[] }
}
