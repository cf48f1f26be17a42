import { type Formula, missing } from '../figure.ts'
import { returnSince } from '../return-since.ts'

/**
 * Growth since the UTC day began, to date, per cent: against the level at the last close before it, or where the record
 * started within it. Null when there was no positive equity to grow from. Reference: metrics.md, returns to date.
 */
export const dailyReturnPct: Formula = ({ book, level }) =>
  book.calendar === null ? missing(0, 'NO_ELAPSED_TIME') : returnSince(book.calendar.day_start, level)
