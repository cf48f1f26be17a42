/** Annualised volatility, a fraction: sample standard deviation (ddof 1) of per-period returns × √periods. */
export const annualVolatility = (deviation: number, periodsPerYear: number): number =>
  deviation * Math.sqrt(periodsPerYear)
