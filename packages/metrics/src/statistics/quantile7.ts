import type { Sorted } from './sorted.ts'

/**
 * The p-quantile of type 7, linear between order statistics, as NumPy's default. `null` of nothing. Reference: Hyndman &
 * Fan 1996.
 */
export const quantile7 = (sorted: Sorted, p: number): number | null => {
  const place = (sorted.length - 1) * p
  const below = Math.floor(place)
  const low = sorted.at(below)
  const high = sorted.at(Math.min(below + 1, sorted.length - 1))
  return low === undefined || high === undefined ? null : low + (high - low) * (place - below)
}
