import {
  alphaOf,
  annualVolatility,
  betaOf,
  coMomentsOf,
  correlationOf,
  momentsOf,
  periodicRate,
  sharpeRatio,
} from '@papertape/metrics'
import type { SeriesRecord } from '../record/record.ts'
import type { Settings } from '../settings.ts'
import { type Figure, type Figures, missing, sampled } from './figure.ts'
import { periodsOf } from './periods.ts'

/** Returns of two records at the same times. */
export type Aligned = { returns: readonly number[]; benchmark: readonly number[] }

type Points = { times: readonly number[]; values: readonly number[] }

/** Values at times that both have, in the order of the first; of several at one time the last counts for the second. */
const join = (own: Points, other: Points): { times: number[]; own: number[]; other: number[] } => {
  const others = new Map(other.times.map((time, index) => [time, other.values[index] ?? 0]))
  const joined = { times: [] as number[], own: [] as number[], other: [] as number[] }
  own.times.forEach((time, index) => {
    const value = others.get(time)
    if (value === undefined) return
    joined.times.push(time)
    joined.own.push(own.values[index] ?? 0)
    joined.other.push(value)
  })
  return joined
}

const asReturns = (record: SeriesRecord): Points => {
  const { returns, returnTimes } = periodsOf(record, 1)
  return { times: returnTimes, values: returns }
}

const bothReturns = (own: readonly number[], other: readonly number[]): Aligned => {
  const kept = own.flatMap((_, index) => ((own[index - 1] ?? 0) > 0 && (other[index - 1] ?? 0) > 0 ? [index] : []))
  const returnsOf = (levels: readonly number[]) =>
    kept.map((index) => (levels[index] ?? 0) / (levels[index - 1] ?? 1) - 1)
  return { returns: returnsOf(own), benchmark: returnsOf(other) }
}

/**
 * A record beside its benchmark, inner-joined on time. Two equity series are joined first and turned into returns then,
 * so that a day one of them lacks is no longer period in the other alone.
 */
export const align = (record: SeriesRecord, benchmark: SeriesRecord): Aligned => {
  if (record.kind === 'equity' && benchmark.kind === 'equity') {
    const { own, other } = join(record.series, benchmark.series)
    return bothReturns(own, other)
  }
  const { own, other } = join(asReturns(record), asReturns(benchmark))
  return { returns: own, benchmark: other }
}

/** The figures beside a benchmark, contract section 6. */
export const benchmarkFigures = ({ returns, benchmark }: Aligned, settings: Settings): Figures => {
  const { periodsPerYear, riskFree } = settings
  const n = returns.length
  const both = coMomentsOf(returns, benchmark)
  const active = momentsOf(returns.map((value, index) => value - (benchmark[index] ?? 0)))
  const none = missing(n, n === 0 ? 'NO_COMMON_TIMES' : 'TOO_FEW')
  const orFlat = (value: number | null): Figure => (value === null ? missing(n, 'ZERO_VARIANCE') : sampled(value, n))
  const ratio =
    active.mean === null || active.deviation === null
      ? null
      : sharpeRatio(active.mean, active.deviation, periodsPerYear)

  const beta = both === null ? null : betaOf(both)
  const rate = periodicRate(riskFree, periodsPerYear)
  const alpha = both === null || beta === null ? null : alphaOf(both.mean - rate, both.benchmark_mean - rate, beta)
  const deviation = active.deviation === null ? null : annualVolatility(active.deviation, periodsPerYear)
  const figures: [string, Figure][] = [
    ['beta', orFlat(beta)],
    ['alpha_daily', orFlat(alpha)],
    ['alpha_annual', orFlat(alpha === null ? null : alpha * periodsPerYear)],
    ['tracking_error', deviation === null ? none : sampled(deviation, n)],
    ['information_ratio', orFlat(ratio)],
    ['correlation', orFlat(both === null ? null : correlationOf(both))],
  ]
  const isSpread = both !== null && Number.isFinite(both.deviation) && Number.isFinite(both.benchmark_deviation)
  if (both !== null && isSpread) return new Map(figures)
  return new Map(figures.map(([name]) => [name, both === null ? none : missing(n, 'NOT_REPRESENTABLE')]))
}
