import type { Figure } from '../figure.ts'
import type { ReturnSample } from '../return-sample.ts'
import { tailFigure } from '../tail.ts'

/**
 * One-day expected shortfall at 95 %, per cent, positive = loss: −mean of the ⌊(n − 1) × 0.05⌋ + 1 worst daily returns.
 * Closed UTC days, those without trades too; null before the first. n is the daily returns. Reference: Rockafellar &
 * Uryasev 2000.
 */
export const cvar95Pct = (sample: ReturnSample): Figure =>
  tailFigure(sample.tailRisk().conditional_value_at_risk, sample.length)
