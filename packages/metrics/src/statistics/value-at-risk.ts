import { quantile7 } from './quantile7.ts'
import type { Sorted } from './sorted.ts'

/**
 * Historical value at risk of one period, a fraction, positive = loss: −quantile of type 7. `tail` is 1 − confidence,
 * 0.05 for 95 %. Negative where even the tail gained; `null` of nothing. Reference: metrics.md; Hyndman & Fan 1996.
 */
export const valueAtRisk = (sorted: Sorted, tail: number): number | null => {
  const quantile = quantile7(sorted, tail)
  return quantile === null ? null : 0 - quantile
}
