import { FLAT } from './flat.ts'

/**
 * Annualised Sharpe ratio: mean / deviation × √periods, of returns in excess of the risk-free rate per period.
 * `deviation` is the sample one (ddof 1). `null` where returns do not vary. Reference: Sharpe 1994, JPM 21(1); √q after
 * Lo 2002.
 */
export const sharpeRatio = (mean: number, deviation: number, periodsPerYear: number): number | null =>
  deviation < FLAT ? null : (mean / deviation) * Math.sqrt(periodsPerYear)
