import { type Figure, missing, sampled } from '../figure.ts'

/**
 * Entered over all whose entry was decided, per cent; null where none was. What still waits is in neither. Reference:
 * metrics.md, fill rate.
 */
export const fillRatePctOf = ({ entered, missed }: { entered: number; missed: number }): Figure => {
  const n = entered + missed
  return n === 0 ? missing(0, 'NO_TRADES') : sampled((entered / n) * 100, n)
}
