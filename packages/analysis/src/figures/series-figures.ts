import {
  annualVolatility,
  cagr,
  calmarRatio,
  conditionalValueAtRisk,
  maxDrawdown,
  momentsOf,
  parametricValueAtRisk,
  periodicRate,
  type Sorted,
  sharpeRatio,
  sortinoRatio,
  valueAtRisk,
} from '@papertape/metrics'
import type { Settings } from '../settings.ts'
import { doubtful, exactly, type Figure, type Figures, missing, sampled } from './figure.ts'
import type { Periods } from './periods.ts'

/** Tails at which losses are looked at, 1 − confidence, and how many observations reach so far. */
const TAILS = [
  { percent: '95', tail: 0.05, least: 20 },
  { percent: '99', tail: 0.01, least: 100 },
] as const

const growthOf = ({ start, levels }: Periods): number => (levels.at(-1) ?? 0) / (start ?? 1)

/** End over start, less 1. Undefined before the first period, and from nothing or less. */
const totalReturn = (periods: Periods): Figure => {
  const n = periods.returns.length
  if (periods.start !== null && periods.start <= 0) return missing(n, 'EQUITY_NOT_POSITIVE')
  return n === 0 ? missing(0, 'TOO_FEW') : exactly(growthOf(periods) - 1, n)
}

/** Compound growth a year; a guess below one year, and marked as one. */
const growthAYear = (periods: Periods): Figure => {
  const { years, start } = periods
  const n = periods.returns.length
  if (start !== null && start <= 0) return missing(n, 'EQUITY_NOT_POSITIVE')
  const value = n === 0 ? null : cagr(growthOf(periods), years)
  if (value === null) return missing(n, 'NO_ELAPSED_TIME')
  return years < 1 ? doubtful(value, n, 'LESS_THAN_ONE_YEAR') : exactly(value, n)
}

/** Deepest and current fall below the highest level so far; 0 where nothing happened. */
const drawdowns = (periods: Periods): { deepest: Figure; current: Figure } => {
  const { start, levels } = periods
  const n = levels.length
  const both = (figure: Figure) => ({ deepest: figure, current: figure })
  if (start === null) return both(exactly(0))
  if (start <= 0) return both(missing(n, 'EQUITY_NOT_POSITIVE'))
  const peak = levels.reduce((highest, level) => Math.max(highest, level), start)
  if (!Number.isFinite(peak)) return both(missing(n, 'NOT_REPRESENTABLE'))
  return {
    deepest: exactly(maxDrawdown(levels, start)?.depth ?? 0, n),
    current: exactly((peak - (levels.at(-1) ?? peak)) / peak, n),
  }
}

const calmar = (growth: Figure, deepest: Figure, n: number): Figure => {
  if (growth.value === null) return growth
  if (deepest.value === null) return deepest
  const value = calmarRatio(growth.value, deepest.value)
  if (value === null) return missing(n, 'NO_DRAWDOWN')
  return growth.quality === null ? exactly(value, n) : doubtful(value, n, growth.quality.reason)
}

/** Losses of one period in the tails: from the returns as they were, and as if they were normal. */
const tails = (sorted: Sorted, mean: number | null, deviation: number | null): [string, Figure][] => {
  const n = sorted.length
  const figure = (value: number | null, least: number) =>
    value === null ? missing(n, 'TOO_FEW') : sampled(value, n, least)
  const parametric = (tail: number) =>
    mean === null || deviation === null ? null : parametricValueAtRisk(mean, deviation, tail)
  return [
    ...TAILS.map(({ percent, tail, least }): [string, Figure] => [
      `var_historical_${percent}`,
      figure(valueAtRisk(sorted, tail), least),
    ]),
    ...TAILS.map(({ percent, tail }): [string, Figure] => [`var_parametric_${percent}`, figure(parametric(tail), 30)]),
    ...TAILS.map(({ percent, tail, least }): [string, Figure] => [
      `cvar_historical_${percent}`,
      figure(conditionalValueAtRisk(sorted, tail), least),
    ]),
  ]
}

/** The figures of returns or equity, contract section 6: fractions; drawdowns, VaR and CVaR positive = loss. */
export const seriesFigures = (periods: Periods, settings: Settings): Figures => {
  const { periodsPerYear, riskFree, minimumReturn } = settings
  const { returns, leftOut } = periods
  const { n, mean, deviation, downside_deviation: downside } = momentsOf(returns, minimumReturn)
  const few = missing(n, leftOut > 0 ? 'EQUITY_NOT_POSITIVE' : 'TOO_FEW')
  const ofSample = (value: number): Figure =>
    leftOut > 0 ? doubtful(value, n, 'EQUITY_NOT_POSITIVE') : sampled(value, n)

  const sharpe = (): Figure => {
    if (mean === null || deviation === null) return few
    if (!Number.isFinite(deviation)) return missing(n, 'NOT_REPRESENTABLE')
    const value = sharpeRatio(mean - periodicRate(riskFree, periodsPerYear), deviation, periodsPerYear)
    return value === null ? missing(n, 'ZERO_VARIANCE') : ofSample(value)
  }
  const sortino = (): Figure => {
    if (mean === null || downside === null || n < 2) return few
    if (!Number.isFinite(downside)) return missing(n, 'NOT_REPRESENTABLE')
    const value = sortinoRatio(mean - minimumReturn, downside, periodsPerYear)
    if (value !== null) return ofSample(value)
    return missing(n, downside === 0 ? 'NO_LOSSES' : 'ZERO_DENOMINATOR')
  }
  const growth = growthAYear(periods)
  const { deepest, current } = drawdowns(periods)
  const wins = returns.reduce((count, value) => (value > 0 ? count + 1 : count), 0)
  return new Map([
    ['total_return', totalReturn(periods)],
    ['cagr', growth],
    ['volatility', deviation === null ? few : ofSample(annualVolatility(deviation, periodsPerYear))],
    ['sharpe', sharpe()],
    ['sortino', sortino()],
    ['calmar', calmar(growth, deepest, n)],
    ['downside_deviation', downside === null ? few : ofSample(annualVolatility(downside, periodsPerYear))],
    ['max_drawdown', deepest],
    ['current_drawdown', current],
    ...tails(Float64Array.from(returns).toSorted(), mean, deviation),
    ['win_rate_periods', n === 0 ? few : ofSample(wins / n)],
  ])
}
