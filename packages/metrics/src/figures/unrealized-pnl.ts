import { unrealizedOf } from '../account.ts'
import { exactly, type Formula } from '../figure.ts'

/**
 * Σ over open trades of gross at the last mark − entry fee, quote units. Until an instrument's first mark a trade counts
 * at its entry price, so a fresh trade is down by its entry fee. CONTRACT section 5.
 */
export const unrealizedPnl: Formula = ({ book }) => exactly(unrealizedOf(book.account))
