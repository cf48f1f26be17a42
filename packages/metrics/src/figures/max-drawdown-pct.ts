import type { Formula } from '../figure.ts'
import { maxDrawdownPctOf } from '../max-drawdown.ts'

/**
 * The deepest fall below a peak so far, per cent of that peak, over every snapshot; the first peak is the starting
 * capital. 0 when nothing fell; above 100 when equity went below zero. Reference: Magdon-Ismail & Atiya 2004.
 */
export const maxDrawdownPct: Formula = ({ book }) => ({ value: maxDrawdownPctOf(book.drawdown), quality: null })
