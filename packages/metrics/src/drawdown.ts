import type { Decimal } from '@papertape/money'
import { amountOfLevels, type Growth } from './growth.ts'

/** One fall below a peak and what became of it. Times are those of snapshots. */
type Fall = {
  /** The level it fell from, and the lowest one it fell to. */
  peak: Decimal
  trough: Decimal
  /** Peak − trough in quote units, at the capital there was at the trough. */
  amount: Decimal
  started_at: string | null
  trough_at: string | null
  /** When the peak was reached again; `null` until then. */
  recovered_at: string | null
}

/** The highest level so far and the deepest fall below a peak, measured as a fraction of that peak. */
export type Drawdown = {
  peak: Decimal
  /** When the peak was reached, the last time from below; `null` before the first time heard. */
  peak_at: string | null
  below: boolean
  deepest: Fall | null
}

/** Nothing has fallen yet; the first peak is where the record starts. */
export const drawdownFrom = (origin: Decimal, at: string | null): Drawdown => ({
  peak: origin,
  peak_at: at,
  below: false,
  deepest: null,
})

const climb = (drawdown: Drawdown, level: Decimal, time: string | null): void => {
  if (level === drawdown.peak && !drawdown.below) return
  // As long as the deepest fall has not recovered, its peak is the one that has just been reached.
  if (drawdown.below && drawdown.deepest?.recovered_at === null) drawdown.deepest.recovered_at = time
  drawdown.peak = level
  drawdown.peak_at = time
  drawdown.below = false
}

/**
 * Folds one more snapshot's level in, **in place**. Peaks are positive, because the first one is. Of falls equally deep
 * the first one stays; depths are compared exactly.
 */
export const foldDrawdown = (drawdown: Drawdown, level: Decimal, time: string | null, growth: Growth): void => {
  drawdown.peak_at ??= time
  if (level >= drawdown.peak) {
    climb(drawdown, level, time)
    return
  }
  drawdown.below = true
  const { peak, deepest } = drawdown
  if (deepest !== null && (peak - level) * deepest.peak <= (deepest.peak - deepest.trough) * peak) return
  drawdown.deepest = {
    peak,
    trough: level,
    amount: amountOfLevels(growth, peak - level),
    started_at: drawdown.peak_at,
    trough_at: time,
    recovered_at: null,
  }
}
