import type { Figure } from '../figure.ts'
import type { ReturnSample } from '../return-sample.ts'
import { tailFigure } from '../tail.ts'

/**
 * Historical one-day value at risk at 95 %, per cent, positive = loss: −quantile of type 7 of daily returns at 0.05.
 * Closed UTC days, those without trades too; null before the first, negative where even the tail gained. n is the daily
 * returns. Reference: Hyndman & Fan 1996.
 */
export const var95Pct = (sample: ReturnSample): Figure => tailFigure(sample.tailRisk().value_at_risk, sample.length)
