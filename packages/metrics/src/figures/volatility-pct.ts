import { deviationOfReturns } from '../daily-moments.ts'
import type { Formula } from '../figure.ts'
import { missingOfDays, sampledOfDays } from '../of-days.ts'
import { DAYS_PER_YEAR } from '../periods.ts'
import { annualVolatility } from '../statistics/annual-volatility.ts'

/**
 * Annualised volatility, per cent: sample standard deviation (ddof 1) of daily returns × √365. Closed UTC days, those
 * without trades too; null below two. n is the daily returns. Reference: metrics.md, volatility.
 */
export const volatilityPct: Formula = ({ book: { moments } }) => {
  const deviation = deviationOfReturns(moments)
  if (deviation === null) return missingOfDays(moments, 'TOO_FEW')
  return sampledOfDays(moments, annualVolatility(deviation, DAYS_PER_YEAR) * 100)
}
