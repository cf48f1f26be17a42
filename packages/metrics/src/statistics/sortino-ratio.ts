import { FLAT } from './flat.ts'

/**
 * Annualised Sortino ratio: mean / downside deviation × √periods. `mean` is over the minimum acceptable return per
 * period, the deviation counts all periods, not only the losing ones. `null` without a downside. Reference: Sortino &
 * Price 1994.
 */
export const sortinoRatio = (mean: number, downsideDeviation: number, periodsPerYear: number): number | null =>
  downsideDeviation < FLAT ? null : (mean / downsideDeviation) * Math.sqrt(periodsPerYear)
