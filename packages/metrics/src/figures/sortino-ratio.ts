import { downsideOfReturns, meanReturn } from '../daily-moments.ts'
import { type Formula, missing } from '../figure.ts'
import { missingOfDays, sampledOfDays } from '../of-days.ts'
import { DAYS_PER_YEAR } from '../periods.ts'
import { sortinoRatio as ratio } from '../statistics/sortino-ratio.ts'

/**
 * Annualised Sortino ratio of daily returns against 0: mean / √(mean of min(r, 0)² over all days) × √365. Closed UTC
 * days, those without trades too; null below two, without a losing day, and where losses are next to nothing (downside
 * < 1e-12). n is the daily returns. Reference: Sortino & Price 1994.
 */
export const sortinoRatio: Formula = ({ book: { moments } }) => {
  const mean = meanReturn(moments)
  const downside = downsideOfReturns(moments)
  if (mean === null || downside === null || moments.n < 2) return missingOfDays(moments, 'TOO_FEW')
  const value = ratio(mean, downside, DAYS_PER_YEAR)
  if (value !== null) return sampledOfDays(moments, value)
  return missing(moments.n, moments.downside === 0n ? 'NO_LOSSES' : 'ZERO_DENOMINATOR')
}
