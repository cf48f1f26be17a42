import { counted, type Formula } from '../figure.ts'

/** The longest run of losing trades so far, in ledger order; a win or a break-even trade ends a run. */
export const maxConsecutiveLosses: Formula = ({ book }) => counted(book.trades.max_consecutive_losses)
