import { type CentralMoments, deviationOf } from './central-moments.ts'
import { FLAT } from './flat.ts'

/**
 * Skewness as a sample estimates it, G₁ = g₁ × √(n (n − 1)) / (n − 2): below 0 the long tail is that of losses. `null` below
 * three values, and where they do not vary. As pandas, Excel and QuantStats. Reference: Joanes & Gill 1998.
 */
export const skewnessOf = (moments: CentralMoments): number | null => {
  const { n, second, third } = moments
  if (n < 3 || (deviationOf(moments) ?? 0) < FLAT) return null
  return ((third / second ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2) + 0
}
