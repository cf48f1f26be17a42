import { sum } from './sum.ts'

/** How values lie around their mean: means over all n (not n − 1) of powers of their distances from it. */
export type CentralMoments = { n: number; mean: number; second: number; third: number; fourth: number }

/** The central moments of some values, in two passes with compensated sums; `null` of nothing. */
export const centralMomentsOf = (values: readonly number[]): CentralMoments | null => {
  const n = values.length
  if (n === 0) return null
  const mean = sum(values) / n
  const meanOfPower = (power: number): number => sum(values.map((value) => (value - mean) ** power)) / n
  return { n, mean, second: meanOfPower(2), third: meanOfPower(3), fourth: meanOfPower(4) }
}

/** Sample standard deviation (ddof 1); `null` below two values. */
export const deviationOf = ({ n, second }: CentralMoments): number | null =>
  n < 2 ? null : Math.sqrt((second * n) / (n - 1))
