import { type Decimal, decimal, formatDecimal, toNumber } from '@papertape/money'
import type { BreakdownDimension, ProjectionTables } from '@papertape/store'
import type { Coverage, Projection } from '../coverage.ts'
import { kpiScope } from './scope.ts'

/** What each dimension is called in an answer. */
const DIMENSIONS = {
  day: 'pnl_by_day',
  week: 'pnl_by_week',
  month: 'pnl_by_month',
  hour: 'pnl_by_hour',
  weekday: 'pnl_by_weekday',
  symbol: 'pnl_by_symbol',
  direction: 'pnl_by_direction',
  strategy: 'pnl_by_strategy',
  market_type: 'pnl_by_market_type',
  exit_reason: 'pnl_by_exit_reason',
} as const satisfies Record<BreakdownDimension, string>

/** Closed trades of one value of a dimension; amounts as exact decimal text. */
export type Slice = Omit<ProjectionTables['breakdowns'], 'scope'>

/** Counts and amounts; the numbers are the nearest doubles of `exact`, whose sums are exact. */
export type PnlView = {
  trades: number
  winning_trades: number
  losing_trades: number
  breakeven_trades: number
  gross_pnl: number
  fees: number
  realized_pnl: number
  exact: { gross_pnl: string; fees: string; realized_pnl: string }
}

type Amounts = Pick<
  Slice,
  'trades' | 'winning_trades' | 'losing_trades' | 'breakeven_trades' | 'gross_pnl' | 'fees' | 'realized_pnl'
>

/** Amounts as answers show them. */
export const pnlView = (amounts: Amounts): PnlView => {
  const { trades, winning_trades, losing_trades, breakeven_trades, gross_pnl, fees, realized_pnl } = amounts
  return {
    trades,
    winning_trades,
    losing_trades,
    breakeven_trades,
    gross_pnl: toNumber(decimal(gross_pnl)),
    fees: toNumber(decimal(fees)),
    realized_pnl: toNumber(decimal(realized_pnl)),
    exact: { gross_pnl, fees, realized_pnl },
  }
}

const sumOf = (slices: readonly Amounts[], amount: (slice: Amounts) => string): string =>
  formatDecimal(slices.reduce<Decimal>((sum, slice) => sum + decimal(amount(slice)), 0n))

const countOf = (slices: readonly Amounts[], count: (slice: Amounts) => number): number =>
  slices.reduce((sum, slice) => sum + count(slice), 0)

/** What slices of one dimension come to. */
export const totalOf = (slices: readonly Amounts[]): Amounts => ({
  trades: countOf(slices, ({ trades }) => trades),
  winning_trades: countOf(slices, ({ winning_trades }) => winning_trades),
  losing_trades: countOf(slices, ({ losing_trades }) => losing_trades),
  breakeven_trades: countOf(slices, ({ breakeven_trades }) => breakeven_trades),
  gross_pnl: sumOf(slices, ({ gross_pnl }) => gross_pnl),
  fees: sumOf(slices, ({ fees }) => fees),
  realized_pnl: sumOf(slices, ({ realized_pnl }) => realized_pnl),
})

/** All breakdowns by the names they have in an answer, and `pnl_total`, which the slices of each sum to exactly. */
export const breakdownsView = (slices: readonly Slice[]): Record<string, unknown> => {
  const byDimension = Map.groupBy(slices, ({ dimension }) => dimension)
  const breakdowns = Object.entries(DIMENSIONS).map(([dimension, name]) => {
    const own = byDimension.get(dimension as BreakdownDimension) ?? []
    return [name, own.map((slice) => ({ value: slice.value, ...pnlView(slice) }))]
  })
  return { pnl_total: pnlView(totalOf(byDimension.get('exit_reason') ?? [])), ...Object.fromEntries(breakdowns) }
}

/** The closed trades of a bot or mode broken down; periods, hours and weekdays are those of exit_time, in order. */
export const readBreakdowns = (projection: Projection, coverage: Pick<Coverage, 'bot_id' | 'mode'>): Promise<Slice[]> =>
  projection
    .selectFrom('breakdowns')
    .select([
      'dimension',
      'value',
      'trades',
      'winning_trades',
      'losing_trades',
      'breakeven_trades',
      'gross_pnl',
      'fees',
      'realized_pnl',
    ])
    .where('scope', '=', kpiScope(coverage))
    .orderBy('dimension')
    .orderBy('value')
    .execute()
