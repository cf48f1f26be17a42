const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The intervals that may be asked for, in UTC; a week begins on Monday. */
const INTERVALS = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
} as const

export type Interval = keyof typeof INTERVALS

/** All of them, the shortest first. */
export const INTERVAL_NAMES = Object.keys(INTERVALS) as [Interval, ...Interval[]]

/** 1970-01-01 was a Thursday: weeks are counted from the Monday before. */
const MONDAY_MS = -3 * DAY_MS

/** Whether no interval of it needs anything finer than hours, or than days. */
export const isAtLeast = (interval: Interval, length: '1h' | '1d'): boolean => INTERVALS[interval] >= INTERVALS[length]

/** Where the last time of each interval stands in a list of times in order, in milliseconds. */
export const lastOfEach = (timesMs: readonly number[], interval: Interval): number[] => {
  const length = INTERVALS[interval]
  const lasts: number[] = []
  let bucket = Number.NaN
  for (const [index, ms] of timesMs.entries()) {
    const own = Math.floor((ms - MONDAY_MS) / length)
    if (own === bucket) lasts.pop()
    lasts.push(index)
    bucket = own
  }
  return lasts
}

/** The shortest interval that leaves at most so many points; a week where none does. */
export const shortestWithin = (timesMs: readonly number[], pointsMax: number): Interval =>
  INTERVAL_NAMES.find((interval) => lastOfEach(timesMs, interval).length <= pointsMax) ?? '1w'
