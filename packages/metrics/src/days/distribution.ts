import { type Figure, missing, type Quality } from '../figure.ts'
import { missingOfDays, sampledOfDays } from '../of-days.ts'
import { createReturnSample } from '../return-sample.ts'
import { showFigures } from '../show-figures.ts'
import { type CentralMoments, centralMomentsOf, deviationOf } from '../statistics/central-moments.ts'
import { type Bin, histogramOf } from '../statistics/histogram.ts'
import { kurtosisOf } from '../statistics/kurtosis.ts'
import { quantile7 } from '../statistics/quantile7.ts'
import { skewnessOf } from '../statistics/skewness.ts'
import { tailFigure } from '../tail.ts'

type FigureName =
  | 'mean_pct'
  | 'median_pct'
  | 'stdev_pct'
  | 'skewness'
  | 'kurtosis'
  | 'var_95_pct'
  | 'cvar_95_pct'
  | 'best_pct'
  | 'worst_pct'

/** How daily returns are distributed, per cent but for skewness and kurtosis. */
export type Distribution = {
  /** Days that have a return. */
  n: number
  figures: { [Name in FigureName]: number | null }
  quality: { [Name in FigureName]?: Quality }
  /** Edges in per cent. */
  bins: Bin[]
}

type Days = { n: number; left_out: number }

/** A figure of the moments of at least so many values; marked as those of the KPI snapshot are. */
const ofMoments = (
  days: Days,
  moments: CentralMoments | null,
  least: number,
  formula: (moments: CentralMoments) => number | null,
): Figure => {
  if (moments === null || moments.n < least) return missingOfDays(days, 'TOO_FEW')
  const value = formula(moments)
  return value === null ? missing(days.n, 'ZERO_VARIANCE') : sampledOfDays(days, value)
}

const extreme = (days: Days, value: number | undefined): Figure =>
  value === undefined ? missingOfDays(days, 'TOO_FEW') : { value: value * 100, quality: null }

const inPerCent = (value: number | null): number | null => (value === null ? null : value * 100)

/**
 * The distribution of the returns of closed UTC days, fractions, idle ones as 0; `null` is a day that had nothing to grow
 * from and is left out. VaR and CVaR are those of the KPI snapshot; standard deviation has ddof 1.
 */
export const distributionOf = (returns: readonly (number | null)[]): Distribution => {
  const values = returns.filter((value) => value !== null).toSorted((a, b) => a - b)
  const days = { n: values.length, left_out: returns.length - values.length }
  const moments = centralMomentsOf(values)
  const median = quantile7(values, 0.5)
  const tail = createReturnSample(values.map((value) => ({ return: value, idle_days: 0 }))).tailRisk()
  const { values: figures, quality } = showFigures<FigureName>({
    mean_pct: ofMoments(days, moments, 1, ({ mean }) => mean * 100),
    median_pct: median === null ? missingOfDays(days, 'TOO_FEW') : sampledOfDays(days, median * 100),
    stdev_pct: ofMoments(days, moments, 2, (known) => inPerCent(deviationOf(known))),
    skewness: ofMoments(days, moments, 3, skewnessOf),
    kurtosis: ofMoments(days, moments, 4, kurtosisOf),
    var_95_pct: tailFigure(tail.value_at_risk, days.n),
    cvar_95_pct: tailFigure(tail.conditional_value_at_risk, days.n),
    best_pct: extreme(days, values.at(-1)),
    worst_pct: extreme(days, values.at(0)),
  })
  return { n: days.n, figures, quality, bins: histogramOf(values.map((value) => value * 100)) }
}
