import type { CoMoments } from './co-moments.ts'
import { FLAT } from './flat.ts'

/** Pearson's correlation, −1 to 1; `null` where either side does not vary. */
export const correlationOf = ({ covariance, deviation, benchmark_deviation }: CoMoments): number | null => {
  if (deviation < FLAT || benchmark_deviation < FLAT) return null
  return Math.max(-1, Math.min(1, covariance / (deviation * benchmark_deviation))) + 0
}
