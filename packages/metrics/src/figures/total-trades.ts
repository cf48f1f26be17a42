import { counted, type Formula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Closed trades; open ones and those never entered are no part of it. CONTRACT section 5. */
export const totalTrades: Formula = ({ book }) => counted(closedTrades(book.trades))
