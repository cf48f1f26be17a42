import { utcDayOf } from '@papertape/events'
import { type Decimal, decimal, formatDecimal } from '@papertape/money'
import type { BreakdownDimension, Scope, WrittenRow } from '@papertape/store'
import { isoWeekdayOf, isoWeekOf } from './iso-week.ts'
import { scopesOf } from './scope.ts'
import type { TradeRow } from './trades.projection.ts'

type Slice = {
  scope: Scope
  dimension: BreakdownDimension
  value: string | null
  trades: number
  winning_trades: number
  losing_trades: number
  breakeven_trades: number
  gross_pnl: Decimal
  fees: Decimal
  realized_pnl: Decimal
}

const emptySlice = (scope: Scope, dimension: BreakdownDimension, value: string | null): Slice => ({
  scope,
  dimension,
  value,
  trades: 0,
  winning_trades: 0,
  losing_trades: 0,
  breakeven_trades: 0,
  gross_pnl: 0n,
  fees: 0n,
  realized_pnl: 0n,
})

const DIMENSIONS = [
  'day',
  'week',
  'month',
  'hour',
  'weekday',
  'symbol',
  'direction',
  'strategy',
  'market_type',
  'exit_reason',
] as const satisfies BreakdownDimension[]

/** By {@link DIMENSIONS}. */
const valuesOf = (trade: TradeRow): (string | null)[] => {
  const time = trade.exit_time ?? trade.opened_at
  const day = utcDayOf(time)
  return [
    day,
    isoWeekOf(day),
    day.slice(0, 7),
    time.slice(11, 13),
    String(isoWeekdayOf(day)),
    trade.symbol,
    trade.direction,
    trade.strategy,
    trade.market_type,
    trade.status,
  ]
}

/** Table `breakdowns`, over closed trades: what is taken are differences, which the database adds. Remembers nothing. */
export const breakdownsProjection = () => {
  let changed = new Map<Scope, Map<string | null, Slice>[]>()
  const add = (slice: Slice, gross: Decimal, fees: Decimal, net: Decimal): void => {
    slice.trades += 1
    if (net > 0n) slice.winning_trades += 1
    else if (net < 0n) slice.losing_trades += 1
    else slice.breakeven_trades += 1
    slice.gross_pnl += gross
    slice.fees += fees
    slice.realized_pnl += net
  }
  return {
    apply(trade: TradeRow): void {
      const gross = decimal(trade.gross_pnl ?? '0')
      const fees = decimal(trade.fees ?? '0')
      const net = decimal(trade.realized_pnl ?? '0')
      const values = valuesOf(trade)
      for (const scope of scopesOf(trade)) {
        const slices = changed.getOrInsertComputed(scope, () => DIMENSIONS.map(() => new Map()))
        for (const [index, dimension] of DIMENSIONS.entries()) {
          const value = values[index] ?? null
          const ofDimension = slices[index]
          const slice = ofDimension?.get(value) ?? emptySlice(scope, dimension, value)
          if (slice.trades === 0) ofDimension?.set(value, slice)
          add(slice, gross, fees, net)
        }
      }
    },
    take(): WrittenRow<'breakdowns'>[] {
      const slices = [...changed.values()].flatMap((ofScope) => ofScope.flatMap((each) => [...each.values()]))
      const taken = slices.map((slice) => ({
        ...slice,
        gross_pnl: formatDecimal(slice.gross_pnl),
        fees: formatDecimal(slice.fees),
        realized_pnl: formatDecimal(slice.realized_pnl),
      }))
      changed = new Map()
      return taken
    },
  }
}
