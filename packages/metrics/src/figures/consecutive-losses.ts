import { counted, type Formula } from '../figure.ts'

/** Losing trades in a row up to now, in ledger order; a win or a break-even trade ends the run. */
export const consecutiveLosses: Formula = ({ book }) => counted(book.trades.consecutive_losses)
