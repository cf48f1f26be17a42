import { deviationOfReturns, meanReturn } from '../daily-moments.ts'
import { type Formula, missing } from '../figure.ts'
import { missingOfDays, sampledOfDays } from '../of-days.ts'
import { DAYS_PER_YEAR } from '../periods.ts'
import { sharpeRatio as ratio } from '../statistics/sharpe-ratio.ts'

/**
 * Annualised Sharpe ratio of daily returns at a risk-free rate of 0: mean / sample standard deviation (ddof 1) × √365.
 * Closed UTC days, those without trades too; null below two, and where they do not vary (deviation < 1e-12). n is the
 * daily returns. Reference: Sharpe 1994, JPM 21(1).
 */
export const sharpeRatio: Formula = ({ book: { moments } }) => {
  const mean = meanReturn(moments)
  const deviation = deviationOfReturns(moments)
  if (mean === null || deviation === null) return missingOfDays(moments, 'TOO_FEW')
  const value = ratio(mean, deviation, DAYS_PER_YEAR)
  return value === null ? missing(moments.n, 'ZERO_VARIANCE') : sampledOfDays(moments, value)
}
