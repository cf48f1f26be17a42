import type { TradeStats } from '../trade-stats.ts'

/**
 * What closed trades add up to, in whatever order but for the runs: all that {@link tradeFiguresOf} asks. Judged by net
 * profit, as {@link TradeStats}.
 */
export type TradeSums = Omit<TradeStats, 'consecutive_losses'> & {
  /** Σ net profit², in units of 10⁻³⁶: what squares of Decimals are without rounding. */
  squares: bigint
  /** Most wins in a row, in ledger order; a break-even trade ends a run. */
  max_consecutive_wins: number
}
