import { type CentralMoments, deviationOf } from './central-moments.ts'
import { FLAT } from './flat.ts'

/**
 * Excess kurtosis as a sample estimates it, G₂ = (n − 1) / ((n − 2)(n − 3)) × ((n + 1) g₂ + 6): 0 for a normal distribution,
 * above it where extremes are more frequent. `null` below four values, and where they do not vary. As pandas, Excel and
 * QuantStats. Reference: Joanes & Gill 1998.
 */
export const kurtosisOf = (moments: CentralMoments): number | null => {
  const { n, second, fourth } = moments
  if (n < 4 || (deviationOf(moments) ?? 0) < FLAT) return null
  const plain = fourth / second ** 2 - 3
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * plain + 6) + 0
}
