import { decimal, formatDecimal } from '@papertape/money'

/** What is remembered of closed trades, judged by net profit. NOT_ENTERED trades never closed and are not in here. */
export type TradeStats = {
  readonly wins: number
  readonly losses: number
  readonly breakevens: number
  /** Σ net profit of wins. */
  readonly won: string
  /** Σ net profit of losses, negative. */
  readonly lost: string
  /** Largest single net profit; 0 without a win. */
  readonly largest_win: string
  /** Largest single net loss, negative; 0 without a loss. */
  readonly largest_loss: string
  readonly consecutive_losses: number
  readonly max_consecutive_losses: number
  /** Σ (exit time − entry time). */
  readonly duration_ms: number
}

/** No trade closed yet. */
export const NO_TRADES: TradeStats = {
  wins: 0,
  losses: 0,
  breakevens: 0,
  won: '0',
  lost: '0',
  largest_win: '0',
  largest_loss: '0',
  consecutive_losses: 0,
  max_consecutive_losses: 0,
  duration_ms: 0,
}

/** Closed trades; break-even ones count. */
export const closedTrades = (stats: TradeStats): number => stats.wins + stats.losses + stats.breakevens

/** The statistics with one more closed trade. A break-even trade ends a run of losses. */
export const closeTrade = (stats: TradeStats, realizedPnl: string, durationMs: number): TradeStats => {
  const net = decimal(realizedPnl)
  const duration_ms = stats.duration_ms + durationMs
  if (net > 0n) {
    return {
      ...stats,
      duration_ms,
      wins: stats.wins + 1,
      won: formatDecimal(decimal(stats.won) + net),
      largest_win: net > decimal(stats.largest_win) ? realizedPnl : stats.largest_win,
      consecutive_losses: 0,
    }
  }
  if (net === 0n) return { ...stats, duration_ms, breakevens: stats.breakevens + 1, consecutive_losses: 0 }
  const consecutive_losses = stats.consecutive_losses + 1
  return {
    ...stats,
    duration_ms,
    losses: stats.losses + 1,
    lost: formatDecimal(decimal(stats.lost) + net),
    largest_loss: net < decimal(stats.largest_loss) ? realizedPnl : stats.largest_loss,
    consecutive_losses,
    max_consecutive_losses: Math.max(consecutive_losses, stats.max_consecutive_losses),
  }
}
