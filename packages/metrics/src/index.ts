export type { Account } from './account.ts'
export type { Book } from './book.ts'
export type { ClosedDay, OnDayClosed } from './closed-day.ts'
export { type CorrelationCell, correlationMatrix, type DatedReturns } from './days/correlation-matrix.ts'
export { type Distribution, distributionOf } from './days/distribution.ts'
export { type FallsAt, fallsOf, isListedFall, type RecordFall } from './days/falls.ts'
export { linkedReturns, type PeriodReturn } from './days/linked-returns.ts'
export { dayAfter, type RecordDay } from './days/record-day.ts'
export { type RollingPoint, rollingWindows } from './days/rolling-windows.ts'
export type { Figure, Quality, Reason } from './figure.ts'
export { type BookFigureName, FIGURE_NAMES, type FigureName } from './figures.ts'
export { type BotKpi, foldKpi, initialKpi } from './fold-kpi.ts'
export { foldPortfolio, initialPortfolio, type PortfolioKpi } from './fold-portfolio.ts'
export { isMarked, type OpenTrade, type OpenTrades } from './open-trades.ts'
export { packSnapshot, unpackSnapshot } from './pack-snapshot.ts'
export { DAYS_PER_YEAR } from './periods.ts'
export { createReturnSample, type ReturnSample, type TailRisk } from './return-sample.ts'
export { rollingReturn } from './return-since.ts'
export { showFigures } from './show-figures.ts'
export {
  amountsOf,
  type DrawdownDates,
  dailyOf,
  figureOf,
  type KpiSnapshot,
  levelTextOf,
  snapshotOf,
} from './snapshot.ts'
export {
  type BotKpiJson,
  botKpiFromJson,
  kpiToJson,
  type PortfolioJson,
  portfolioFromJson,
  portfolioToJson,
} from './state-json.ts'
export { alphaOf } from './statistics/alpha.ts'
export { annualVolatility } from './statistics/annual-volatility.ts'
export { betaOf } from './statistics/beta.ts'
export { binEdges, type Spread } from './statistics/bin-edges.ts'
export { cagr } from './statistics/cagr.ts'
export { calmarRatio } from './statistics/calmar-ratio.ts'
export { coMomentsOf } from './statistics/co-moments.ts'
export { conditionalValueAtRisk } from './statistics/conditional-value-at-risk.ts'
export { correlationOf } from './statistics/correlation.ts'
export { type Bin, histogramOf } from './statistics/histogram.ts'
export { inverseNormal } from './statistics/inverse-normal.ts'
export { type MaxDrawdown, maxDrawdown } from './statistics/max-drawdown.ts'
export { type Moments, momentsOf } from './statistics/moments.ts'
export { parametricValueAtRisk } from './statistics/parametric-value-at-risk.ts'
export { periodicRate } from './statistics/periodic-rate.ts'
export { quantile7 } from './statistics/quantile7.ts'
export { sharpeRatio } from './statistics/sharpe-ratio.ts'
export type { Sorted } from './statistics/sorted.ts'
export { sortinoRatio } from './statistics/sortino-ratio.ts'
export { sum } from './statistics/sum.ts'
export { valueAtRisk } from './statistics/value-at-risk.ts'
export { durationEdges } from './trades/duration-edges.ts'
export { excursionsOf } from './trades/excursions.ts'
export { fillRatePctOf } from './trades/fill-rate-pct.ts'
export { longestRuns, type Runs } from './trades/runs.ts'
export { type TradeFigures, tradeFiguresOf } from './trades/trade-figures.ts'
export type { TradeSums } from './trades/trade-sums.ts'
