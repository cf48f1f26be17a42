import type { SeriesRecord } from '../record/record.ts'
import type { Series } from '../record/series.ts'

const YEAR_MS = 365 * 86_400_000

/** A series as returns and levels, whichever of the two it was. */
export type Periods = {
  /** Per period, fractions, in the order of the file. Without those that began at nothing or less. */
  returns: readonly number[]
  /** The times of {@link returns}. */
  returnTimes: readonly number[]
  /** Periods without a return, because equity was at or below zero at their start. */
  leftOut: number
  /** What drawdowns start from: 1 for returns, the first equity; `null` without rows. */
  start: number | null
  /** The level after each row. */
  levels: readonly number[]
  /** How long the record is: rows / periods a year for returns, elapsed time / 365 days for equity. */
  years: number
}

/** Returns as given, linked to levels. Once nothing is left, nothing is earned on it: the level stays. */
const ofReturns = ({ times, values }: Series, periodsPerYear: number): Periods => {
  const levels: number[] = []
  let level = 1
  for (const value of values) {
    if (level > 0) level *= 1 + value
    levels.push(level)
  }
  const start = values.length === 0 ? null : 1
  return { returns: values, returnTimes: times, leftOut: 0, start, levels, years: values.length / periodsPerYear }
}

const ofEquity = ({ times, values }: Series): Periods => {
  const returns: number[] = []
  const returnTimes: number[] = []
  let leftOut = 0
  for (let index = 1; index < values.length; index += 1) {
    const [before = 0, now = 0, time = 0] = [values[index - 1], values[index], times[index]]
    if (before <= 0) leftOut += 1
    else {
      returns.push(now / before - 1)
      returnTimes.push(time)
    }
  }
  const years = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / YEAR_MS
  return { returns, returnTimes, leftOut, start: values[0] ?? null, levels: values, years }
}

/** The periods of a series. */
export const periodsOf = ({ kind, series }: SeriesRecord, periodsPerYear: number): Periods =>
  kind === 'returns' ? ofReturns(series, periodsPerYear) : ofEquity(series)
