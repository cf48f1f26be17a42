import { decimal, quotient, toNumber } from '@papertape/money'
import { elapsedMsOf } from '../book.ts'
import { doubtful, type Formula, missing } from '../figure.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/**
 * Compound growth a year, per cent: (E₁/E₀)^(365 days / elapsed) − 1. −100 when nothing is left; null without elapsed
 * time, and where a very short record compounds to more than a double holds (see `figureOf`). A record of less than a year is marked,
 * because annualising it is a guess (GIPS 5.A.4). n is whole days.
 */
export const cagrPct: Formula = ({ book, level }) => {
  const elapsedMs = elapsedMsOf(book)
  const days = Math.floor(elapsedMs / DAY_MS)
  if (elapsedMs === 0) return missing(0, 'NO_ELAPSED_TIME')
  const growth = level <= 0n ? 0 : toNumber(quotient(level, decimal(book.growth.origin)))
  const value = (growth ** (YEAR_MS / elapsedMs) - 1) * 100
  return elapsedMs < YEAR_MS ? doubtful(value, days, 'LESS_THAN_ONE_YEAR') : { value, quality: null }
}
