/**
 * What a total return is a year, both fractions: (1 + total)^(1 / years) − 1, with no digits lost where the total is
 * small. −1 when nothing is left, or less than nothing; `null` without elapsed time. Below one year it is a guess (GIPS
 * 5.A.4) and to be marked as one; it may be infinite there.
 */
export const annualReturn = (totalReturn: number, years: number): number | null => {
  if (years <= 0) return null
  return totalReturn <= -1 ? -1 : Math.expm1(Math.log1p(totalReturn) / years)
}
