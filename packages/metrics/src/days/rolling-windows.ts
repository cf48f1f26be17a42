import { type Figure, missing, type Quality } from '../figure.ts'
import { missingOfDays, sampledOfDays } from '../of-days.ts'
import { DAYS_PER_YEAR } from '../periods.ts'
import { showFigures } from '../show-figures.ts'
import { annualVolatility } from '../statistics/annual-volatility.ts'
import { momentsOf } from '../statistics/moments.ts'
import { sharpeRatio } from '../statistics/sharpe-ratio.ts'
import { sortinoRatio } from '../statistics/sortino-ratio.ts'
import type { RecordDay } from './record-day.ts'

type FigureName = 'sharpe' | 'sortino' | 'volatility_pct' | 'return_pct'

/** Figures over the days that end with `date`. */
export type RollingPoint = { date: string } & { [Name in FigureName]: number | null } & {
  quality: { [Name in FigureName]?: Quality }
}

/** What the days returned together, per cent; a day without a return breaks the chain. */
const linked = (returns: readonly (number | null)[], days: { n: number; left_out: number }): Figure => {
  if (days.left_out > 0) return missingOfDays(days, 'TOO_FEW')
  return { value: (returns.reduce<number>((growth, value) => growth * (1 + (value ?? 0)), 1) - 1) * 100, quality: null }
}

const pointOf = (window: readonly RecordDay[], date: string): RollingPoint => {
  const all = window.map((day) => day.return)
  const returns = all.filter((value) => value !== null)
  const days = { n: returns.length, left_out: all.length - returns.length }
  const { mean, deviation, downside_deviation } = momentsOf(returns)
  const isTooFew = mean === null || deviation === null || downside_deviation === null
  const ratio = (value: number | null, reason: 'ZERO_VARIANCE' | 'ZERO_DENOMINATOR' | 'NO_LOSSES'): Figure =>
    value === null ? missing(days.n, reason) : sampledOfDays(days, value)
  const tooFew = missingOfDays(days, 'TOO_FEW')
  const { values, quality } = showFigures<FigureName>({
    sharpe: isTooFew ? tooFew : ratio(sharpeRatio(mean, deviation, DAYS_PER_YEAR), 'ZERO_VARIANCE'),
    sortino: isTooFew
      ? tooFew
      : ratio(
          sortinoRatio(mean, downside_deviation, DAYS_PER_YEAR),
          downside_deviation === 0 ? 'NO_LOSSES' : 'ZERO_DENOMINATOR',
        ),
    volatility_pct: isTooFew ? tooFew : sampledOfDays(days, annualVolatility(deviation, DAYS_PER_YEAR) * 100),
    return_pct: linked(all, days),
  })
  return { date, ...values, quality }
}

/**
 * Sharpe, Sortino and volatility as the KPI snapshot defines them, and what was returned, over each `length` closed days in
 * a row, oldest first; none of fewer days.
 */
export const rollingWindows = (days: readonly RecordDay[], length: number): RollingPoint[] =>
  days.slice(length - 1).map(({ date }, place) => pointOf(days.slice(place, place + length), date))
