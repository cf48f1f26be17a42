import { sum } from './sum.ts'

/** Mean and spread of returns of one period, fractions. */
export type Moments = {
  n: number
  /** `null` of nothing. */
  mean: number | null
  /** Sample standard deviation (ddof 1); `null` below two values. */
  deviation: number | null
  /** √(mean of min(r − minimum, 0)² over **all** n); `null` of nothing. */
  downside_deviation: number | null
}

/**
 * The moments of per-period returns against a minimum acceptable return per period, in two passes with compensated
 * sums: what ratios such as `sharpeRatio` are computed from. Reference: metrics.md, conventions 4 and Sortino.
 */
export const momentsOf = (returns: readonly number[], minimum = 0): Moments => {
  const n = returns.length
  if (n === 0) return { n, mean: null, deviation: null, downside_deviation: null }
  const mean = sum(returns) / n
  const squares = sum(returns.map((value) => (value - mean) ** 2))
  const below = sum(returns.map((value) => Math.min(value - minimum, 0) ** 2))
  return {
    n,
    mean,
    deviation: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    downside_deviation: Math.sqrt(below / n),
  }
}
