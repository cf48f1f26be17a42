import { exactly, type Formula } from '../figure.ts'

/** Σ net profit of closed trades, after both fees, quote units; 0 before the first. CONTRACT section 3.6. */
export const realizedPnl: Formula = ({ book }) => exactly(book.account.realized)
