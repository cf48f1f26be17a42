import { type Formula, missing } from '../figure.ts'
import { maxDrawdownPctOf } from '../max-drawdown.ts'
import { calmarRatio as ratio } from '../statistics/calmar-ratio.ts'
import { cagrPct } from './cagr-pct.ts'

/**
 * CAGR over maximum drawdown of the whole record. Null without a drawdown, and wherever CAGR is; marked as CAGR is.
 * Reference: Young 1991.
 */
export const calmarRatio: Formula = (standing) => {
  const cagr = cagrPct(standing)
  if (cagr.value === null) return cagr
  const value = ratio(cagr.value, maxDrawdownPctOf(standing.book.drawdown))
  return value === null ? missing(cagr.quality?.n ?? 0, 'NO_DRAWDOWN') : { ...cagr, value }
}
