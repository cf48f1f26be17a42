import { meanTurnover } from '../daily-moments.ts'
import { type Formula, missing, sampled } from '../figure.ts'

/**
 * Mean daily turnover, a fraction: per closed UTC day Σ notional of all fills, both sides, over the mean of the day's
 * start and end value; a day without trades is 0, one whose mean value is ≤ 0 is left out. Null before the first close.
 * n is the days. Reference: metrics.md, turnover.
 */
export const turnover: Formula = ({ book: { moments } }) => {
  const value = meanTurnover(moments)
  if (value !== null) return sampled(value, moments.turnover_days)
  return missing(0, moments.n + moments.left_out > 0 ? 'EQUITY_NOT_POSITIVE' : 'TOO_FEW')
}
