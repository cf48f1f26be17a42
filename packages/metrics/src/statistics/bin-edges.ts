/** How values are spread, as far as bins ask: their number, the least and greatest, and the interquartile range. */
export type Spread = { n: number; low: number; high: number; iqr: number }

const BINS_MIN = 5
const BINS_MAX = 60

/** Freedman & Diaconis's number of bins, or Sturges's where the middle half of the values is one value. */
const binsFor = ({ n, low, high, iqr }: Spread): number => {
  const wanted = iqr > 0 ? ((high - low) * Math.cbrt(n)) / (2 * iqr) : Math.log2(n) + 1
  return Math.min(BINS_MAX, Math.max(BINS_MIN, Math.ceil(wanted)))
}

/** Values that lie closer together than this, as a share of their size, differ by rounding alone. */
const ROUNDING = 1e-12
/** Below it doubles have no such share left. */
const SIZE_MIN = 1e-300

const isOne = (low: number, high: number): boolean =>
  high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high), SIZE_MIN)

/**
 * Edges of equally wide bins from the least to the greatest value, 5 to 60 of them: width 2 × interquartile range / ∛n. One
 * bin where all are equal but for rounding, none of nothing. Values must be finite. Reference: Freedman & Diaconis 1981; Sturges 1926 where
 * the interquartile range is 0, as NumPy's "auto".
 */
export const binEdges = (spread: Spread): number[] => {
  const { n, low, high } = spread
  if (n === 0) return []
  if (isOne(low, high)) return [low, high]
  const bins = binsFor(spread)
  return Array.from({ length: bins + 1 }, (_, place) => low * (1 - place / bins) + high * (place / bins))
}
