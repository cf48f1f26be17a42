import { exactly, type Formula } from '../figure.ts'

/**
 * What the deepest fall of `max_drawdown_pct` lost from its peak to its trough, quote units, positive; 0 when nothing
 * fell. Of a portfolio, the fall of its index at the capital there was at the trough. Reference: metrics.md, max drawdown.
 */
export const maxDrawdownAmount: Formula = ({ book }) => exactly(book.drawdown.deepest?.amount ?? 0n)
