import { type Decimal, decimal, formatDecimal, quotient, ZERO } from '@papertape/money'

/** The highest level so far and the deepest fall below a peak, as a fraction of that peak. */
export type Drawdown = { readonly peak: string; readonly max: string }

/** Nothing has fallen yet; the first peak is where the record starts. */
export const drawdownFrom = (origin: string): Drawdown => ({ peak: origin, max: '0' })

/** How far a level lies below the peak, as a fraction of the peak; above 1 when the level is negative. */
export const fallOf = (drawdown: Drawdown, level: Decimal): Decimal => {
  const peak = decimal(drawdown.peak)
  return level >= peak ? ZERO : quotient(peak - level, peak)
}

/** The drawdown with one more level folded in; peaks are positive, because the first one is. */
export const foldDrawdown = (drawdown: Drawdown, level: Decimal): Drawdown => {
  if (level > decimal(drawdown.peak)) return { peak: formatDecimal(level), max: drawdown.max }
  const fall = fallOf(drawdown, level)
  return fall > decimal(drawdown.max) ? { peak: drawdown.peak, max: formatDecimal(fall) } : drawdown
}
