/**
 * CAGR over maximum drawdown of the whole record, both fractions (or both per cent). `null` without a drawdown.
 * Reference: Young 1991, who looks at 36 months.
 */
export const calmarRatio = (growth: number, maxDrawdown: number): number | null =>
  maxDrawdown <= 0 ? null : growth / maxDrawdown
