import { type Formula, missing } from '../figure.ts'
import { returnSince } from '../return-since.ts'

/**
 * Growth since the start, per cent: E/E₀ − 1, for a portfolio time-weighted over its bots' joining. 0 before the first
 * fill; null in a portfolio that nobody has joined. Reference: GIPS time-weighted return.
 */
export const totalReturnPct: Formula = ({ book, level }) =>
  book.capital === 0n ? missing(0, 'NO_BOTS') : returnSince(book.growth.origin, level)
