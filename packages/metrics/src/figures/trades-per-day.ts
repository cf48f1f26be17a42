import { elapsedMsOf } from '../book.ts'
import { type Formula, missing } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

const DAY_MS = 86_400_000

/** Closed trades per elapsed day, days counted to the millisecond; null before any time has passed. */
export const tradesPerDay: Formula = ({ book }) => {
  const elapsedMs = elapsedMsOf(book)
  const n = closedTrades(book.trades)
  return elapsedMs === 0 ? missing(n, 'NO_ELAPSED_TIME') : { value: n / (elapsedMs / DAY_MS), quality: null }
}
