import { decimal, toNumber } from '@papertape/money'
import { type Formula, missing } from '../figure.ts'
import { cagrPct } from './cagr-pct.ts'

/**
 * CAGR over maximum drawdown of the whole record. Null without a drawdown, and wherever CAGR is; marked as CAGR is.
 * Reference: Young 1991.
 */
export const calmarRatio: Formula = (standing) => {
  const cagr = cagrPct(standing)
  const drawdownPct = toNumber(decimal(standing.book.drawdown.max)) * 100
  if (cagr.value === null) return cagr
  return drawdownPct === 0 ? missing(cagr.quality?.n ?? 0, 'NO_DRAWDOWN') : { ...cagr, value: cagr.value / drawdownPct }
}
