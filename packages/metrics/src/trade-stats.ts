import type { Decimal } from '@papertape/money'

/** What is remembered of closed trades, judged by net profit. NOT_ENTERED trades never closed and are not in here. */
export type TradeStats = {
  wins: number
  losses: number
  breakevens: number
  /** Σ net profit of wins, quote units. */
  won: Decimal
  /** Σ net profit of losses, negative. */
  lost: Decimal
  /** Largest single net profit; 0 without a win. */
  largest_win: Decimal
  /** Largest single net loss, negative; 0 without a loss. */
  largest_loss: Decimal
  consecutive_losses: number
  max_consecutive_losses: number
  /** Σ (exit time − entry time). */
  duration_ms: number
}

/** No trade closed yet. */
export const noTrades = (): TradeStats => ({
  wins: 0,
  losses: 0,
  breakevens: 0,
  won: 0n,
  lost: 0n,
  largest_win: 0n,
  largest_loss: 0n,
  consecutive_losses: 0,
  max_consecutive_losses: 0,
  duration_ms: 0,
})

/** Closed trades; break-even ones count. */
export const closedTrades = (stats: TradeStats): number => stats.wins + stats.losses + stats.breakevens

/** Adds one more closed trade, **in place**; its net profit is after all fees. A break-even trade ends a run of losses. */
export const closeTrade = (stats: TradeStats, net: Decimal, durationMs: number): void => {
  stats.duration_ms += durationMs
  if (net < 0n) {
    stats.losses += 1
    stats.lost += net
    if (net < stats.largest_loss) stats.largest_loss = net
    stats.consecutive_losses += 1
    if (stats.consecutive_losses > stats.max_consecutive_losses) stats.max_consecutive_losses = stats.consecutive_losses
    return
  }
  stats.consecutive_losses = 0
  if (net === 0n) {
    stats.breakevens += 1
    return
  }
  stats.wins += 1
  stats.won += net
  if (net > stats.largest_win) stats.largest_win = net
}
