/**
 * Compound growth a year, a fraction: growth^(1 / years) − 1, where `growth` is end / start. −1 when nothing is left, or
 * less than nothing; `null` without elapsed time. Below one year it is a guess (GIPS 5.A.4) and to be marked as one; it
 * may be infinite there.
 */
export const cagr = (growth: number, years: number): number | null => {
  if (years <= 0) return null
  return growth <= 0 ? -1 : growth ** (1 / years) - 1
}
