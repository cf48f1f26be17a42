/** A yearly rate per period, compounding to the same: (1 + rate)^(1 / periods) − 1, both fractions. The rate is above −1. */
export const periodicRate = (yearlyRate: number, periodsPerYear: number): number =>
  yearlyRate === 0 ? 0 : Math.expm1(Math.log1p(yearlyRate) / periodsPerYear)
