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

const valuesOf = (trade: TradeRow): [BreakdownDimension, string | null][] => {
  const time = trade.exit_time ?? trade.opened_at
  const day = utcDayOf(time)
  return [
    ['day', day],
    ['week', isoWeekOf(day)],
    ['month', day.slice(0, 7)],
    ['hour', time.slice(11, 13)],
    ['weekday', String(isoWeekdayOf(day))],
    ['symbol', trade.symbol],
    ['direction', trade.direction],
    ['strategy', trade.strategy],
    ['market_type', trade.market_type],
    ['exit_reason', trade.status],
  ]
}

/** Table `breakdowns`, over closed trades: what is taken are differences, which the database adds. Remembers nothing. */
export const breakdownsProjection = () => {
  let changed = new Map<Scope, Map<BreakdownDimension, Map<string | null, Slice>>>()
  const sliceOf = (scope: Scope, dimension: BreakdownDimension, value: string | null): Slice => {
    const ofScope = changed.getOrInsertComputed(scope, () => new Map())
    const ofDimension = ofScope.getOrInsertComputed(dimension, () => new Map())
    return ofDimension.getOrInsertComputed(value, () => emptySlice(scope, dimension, value))
  }
  return {
    apply(trade: TradeRow): void {
      const gross = decimal(trade.gross_pnl ?? '0')
      const fees = decimal(trade.fees ?? '0')
      const net = decimal(trade.realized_pnl ?? '0')
      const values = valuesOf(trade)
      for (const scope of scopesOf(trade)) {
        for (const [dimension, value] of values) {
          const slice = sliceOf(scope, dimension, value)
          slice.trades += 1
          if (net > 0n) slice.winning_trades += 1
          else if (net < 0n) slice.losing_trades += 1
          else slice.breakeven_trades += 1
          slice.gross_pnl += gross
          slice.fees += fees
          slice.realized_pnl += net
        }
      }
    },
    take(): WrittenRow<'breakdowns'>[] {
      const slices = [...changed.values()].flatMap((ofScope) =>
        [...ofScope.values()].flatMap((each) => [...each.values()]),
      )
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
