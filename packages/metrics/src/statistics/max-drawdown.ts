/** The deepest fall below a peak; indexes are places in the levels, −1 the first peak given. */
export type MaxDrawdown = {
  /** (peak − level) / peak, a fraction; 0 when nothing fell, above 1 when a level is negative. */
  depth: number
  /** Peak − level, in the levels' unit. */
  amount: number
  peak: number
  trough: number
  /** Where the peak was reached again, or `null`. */
  recovery: number | null
}

/**
 * The deepest fall of levels below their highest value so far, the first peak being the starting capital, which must be
 * positive. Of falls equally deep the first one counts; `null` when nothing fell. Reference: Magdon-Ismail & Atiya 2004.
 */
export const maxDrawdown = (levels: readonly number[], firstPeak: number): MaxDrawdown | null => {
  let peak = firstPeak
  let peakAt = -1
  let deepest: MaxDrawdown | null = null
  for (const [index, level] of levels.entries()) {
    if (level >= peak) {
      // As long as the deepest fall has not recovered, its peak is the one that has just been reached.
      if (deepest !== null) deepest.recovery ??= index
      peak = level
      peakAt = index
      continue
    }
    const depth = (peak - level) / peak
    if (depth > (deepest?.depth ?? 0)) {
      deepest = { depth, amount: peak - level, peak: peakAt, trough: index, recovery: null }
    }
  }
  return deepest
}
