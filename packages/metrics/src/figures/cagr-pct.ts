import { elapsedMsOf } from '../book.ts'
import { doubtful, type Formula, missing } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import { annualReturn } from '../statistics/annual-return.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/**
 * Compound growth a year, per cent: (E₁/E₀)^(365 days / elapsed) − 1. −100 when nothing is left; null without elapsed
 * time, and where a very short record compounds to more than a double holds (see `figureOf`). A record of less than a
 * year is marked, because annualising it is a guess (GIPS 5.A.4). n is whole days.
 */
export const cagrPct: Formula = ({ book, level }) => {
  const elapsedMs = elapsedMsOf(book)
  const { origin } = book.growth
  const annual = annualReturn(nearestRatio(level - origin, origin), elapsedMs / YEAR_MS)
  if (annual === null) return missing(0, 'NO_ELAPSED_TIME')
  const value = annual * 100
  const days = Math.floor(elapsedMs / DAY_MS)
  return elapsedMs < YEAR_MS ? doubtful(value, days, 'LESS_THAN_ONE_YEAR') : { value, quality: null }
}
