import { sum } from './sum.ts'

/** How returns move with those of a benchmark, period by period. */
export type CoMoments = {
  n: number
  mean: number
  benchmark_mean: number
  /** Sample covariance (ddof 1). */
  covariance: number
  /** Sample standard deviations (ddof 1). */
  deviation: number
  benchmark_deviation: number
}

/**
 * The co-moments of two aligned series, in two passes with compensated sums; `null` below two pairs. Both must have the
 * same length.
 */
export const coMomentsOf = (returns: readonly number[], benchmark: readonly number[]): CoMoments | null => {
  const n = returns.length
  if (n !== benchmark.length) throw new RangeError('aligned series have the same length')
  if (n < 2) return null
  const mean = sum(returns) / n
  const benchmarkMean = sum(benchmark) / n
  const own = returns.map((value) => value - mean)
  const other = benchmark.map((value) => value - benchmarkMean)
  return {
    n,
    mean,
    benchmark_mean: benchmarkMean,
    covariance: sum(own.map((value, index) => value * (other[index] ?? 0))) / (n - 1),
    deviation: Math.sqrt(sum(own.map((value) => value * value)) / (n - 1)),
    benchmark_deviation: Math.sqrt(sum(other.map((value) => value * value)) / (n - 1)),
  }
}
