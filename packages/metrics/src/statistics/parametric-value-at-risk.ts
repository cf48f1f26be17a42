import { inverseNormal } from './inverse-normal.ts'

/**
 * Value at risk of one period were returns normal, a fraction, positive = loss: −(mean + z × deviation), z the normal
 * quantile of `tail` (0.05 for 95 %) and the deviation that of the sample (ddof 1). Negative where even the tail gains.
 * Reference: metrics.md; Jorion; RiskMetrics 1996.
 */
export const parametricValueAtRisk = (mean: number, deviation: number, tail: number): number =>
  0 - (mean + inverseNormal(tail) * deviation)
