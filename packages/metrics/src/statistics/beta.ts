import type { CoMoments } from './co-moments.ts'
import { FLAT } from './flat.ts'

/**
 * Slope of returns on the benchmark's, both in excess of the risk-free rate: covariance / variance of the benchmark.
 * `null` where the benchmark does not vary. Reference: ordinary least squares.
 */
export const betaOf = ({ covariance, benchmark_deviation }: CoMoments): number | null =>
  benchmark_deviation < FLAT ? null : covariance / benchmark_deviation ** 2 + 0
