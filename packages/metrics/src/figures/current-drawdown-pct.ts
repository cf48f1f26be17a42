import { decimal } from '@papertape/money'
import { type Formula, perCent } from '../figure.ts'

/** How far the account lies below its highest value so far, per cent of that; 0 at a peak. Same peaks as the maximum. */
export const currentDrawdownPct: Formula = ({ book, level }) => {
  const peak = decimal(book.drawdown.peak)
  return { value: level >= peak ? 0 : perCent(peak - level, peak), quality: null }
}
