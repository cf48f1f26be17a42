import { toNumber } from '@papertape/money'
import { align, benchmarkFigures } from './figures/benchmark-figures.ts'
import type { Curve } from './figures/curve.ts'
import { doubtPace } from './figures/doubt-pace.ts'
import { doubtValues } from './figures/doubt-values.ts'
import type { Figures } from './figures/figure.ts'
import { type MonthReturn, monthReturns } from './figures/months.ts'
import { periodsOf } from './figures/periods.ts'
import { rebased } from './figures/rebased.ts'
import { seriesFigures } from './figures/series-figures.ts'
import { tallyOf } from './figures/tally.ts'
import { tradeFigures } from './figures/trade-figures.ts'
import type { SeriesRecord, TrackRecord, TradeRecord } from './record/record.ts'
import type { Settings } from './settings.ts'

/** A track record with its figures. */
export type Analysis = {
  record: TrackRecord
  settings: Settings
  figures: Figures
  /** Equity, or for returns a level that starts at 1. */
  curve: Curve
  /** What the curve starts from: 1, the first equity, or the starting capital. */
  start: number
  months: readonly MonthReturn[]
  /** The benchmark's file, how many periods the two have in common, and its curve from the same start; `null` without one. */
  benchmark: { record: SeriesRecord; periods: number; curve: Curve } | null
  notes: readonly string[]
  warnings: readonly string[]
}

const analyzeSeries = (record: SeriesRecord, benchmark: SeriesRecord | null, settings: Settings): Analysis => {
  const periods = periodsOf(record, settings.periodsPerYear)
  const start = periods.start ?? 1
  const aligned = benchmark === null ? null : align(record, benchmark)
  const beside = aligned === null ? new Map() : benchmarkFigures(aligned, settings)
  const ofBenchmark = (lines: readonly string[]) => lines.map((line) => `benchmark: ${line}`)
  const isApart = aligned !== null && aligned.returns.length === 0 && record.rows > 0
  return {
    record,
    settings,
    figures: new Map([...seriesFigures(periods, settings), ...beside]),
    curve: { times: record.series.times, values: periods.levels },
    start,
    months: monthReturns(record.series.times, periods.levels, start),
    benchmark:
      benchmark === null || aligned === null
        ? null
        : {
            record: benchmark,
            periods: aligned.returns.length,
            curve: rebased(benchmark, record.fromMs ?? 0, record.toMs ?? 0, start),
          },
    notes: [...record.notes, ...doubtPace(record, settings.periodsPerYear), ...ofBenchmark(benchmark?.notes ?? [])],
    warnings: [
      ...record.warnings,
      ...doubtValues(record),
      ...(benchmark === null ? [] : ofBenchmark([...benchmark.warnings, ...doubtValues(benchmark)])),
      ...(isApart ? ['the two files have no period in common'] : []),
    ],
  }
}

const analyzeTrades = (record: TradeRecord, settings: Settings): Analysis => {
  const { log, notes, warnings } = record
  const tally = tallyOf(log.nets, settings.startingCapital)
  const start = toNumber(settings.startingCapital)
  return {
    record,
    settings,
    figures: tradeFigures(record, tally, settings.startingCapital),
    curve: { times: log.exits, values: tally.levels },
    start,
    months: monthReturns(log.exits, tally.levels, start),
    benchmark: null,
    notes,
    warnings,
  }
}

/** The figures of a track record; a benchmark counts for returns and equity alone. */
export const analyze = (record: TrackRecord, benchmark: SeriesRecord | null, settings: Settings): Analysis =>
  'log' in record ? analyzeTrades(record, settings) : analyzeSeries(record, benchmark, settings)
