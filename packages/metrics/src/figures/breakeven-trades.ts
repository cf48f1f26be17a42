import { counted, type Formula } from '../figure.ts'

/** Closed trades of exactly zero net profit, counted apart. CONTRACT section 3.6. */
export const breakevenTrades: Formula = ({ book }) => counted(book.trades.breakevens)
