import { count, sum, table, text, textOrNull } from '../table.ts'

/** What a figure is about: a bot by its id, or all public bots of a mode as `@live`, `@demo`, `@replay`. */
export type Scope = string

/** The breakdowns of `/api/public/paper-trading/performance/`; periods, hours and weekdays are those of exit_time, UTC. */
export type BreakdownDimension =
  | 'day'
  | 'week'
  | 'month'
  | 'hour'
  | 'weekday'
  | 'symbol'
  | 'direction'
  | 'strategy'
  | 'market_type'
  | 'exit_reason'

/** Trades counted per scope, for the summary without filters. total_trades = open_positions + wins + losses + even. */
export const trade_totals = table({
  columns: {
    scope: text<Scope>(),
    open_positions: count(),
    winning_trades: count(),
    losing_trades: count(),
    breakeven_trades: count(),
    not_entered: count(),
    /** Σ realized_pnl of closed trades. */
    total_pnl: sum(),
    /** Σ realized_pnl of winning trades, and of losing ones (≤ 0). */
    total_profit: sum(),
    total_loss: sum(),
    total_fees: sum(),
  },
  key: ['scope'],
  indexes: [],
  rewritten: true,
})

/**
 * Closed trades broken down, per scope. `value` is the day, ISO week `2024-W01`, month, hour `00`–`23`, weekday `1` (Monday)
 * to `7`, symbol, … ; null = none. The rows of each dimension sum exactly to the scope's total.
 */
export const breakdowns = table({
  columns: {
    scope: text<Scope>(),
    dimension: text<BreakdownDimension>(),
    value: textOrNull(),
    trades: count(),
    winning_trades: count(),
    losing_trades: count(),
    breakeven_trades: count(),
    gross_pnl: sum(),
    fees: sum(),
    realized_pnl: sum(),
  },
  key: ['scope', 'dimension', 'value'],
  indexes: [],
  rewritten: true,
})
