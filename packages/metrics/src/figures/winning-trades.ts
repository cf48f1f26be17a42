import { counted, type Formula } from '../figure.ts'

/** Closed trades with a net profit after fees. CONTRACT section 3.6. */
export const winningTrades: Formula = ({ book }) => counted(book.trades.wins)
