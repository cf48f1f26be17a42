import { counted, type Formula } from '../figure.ts'

/** Closed trades with a net loss after fees. CONTRACT section 3.6. */
export const losingTrades: Formula = ({ book }) => counted(book.trades.losses)
