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

const bucketOf = (time: string, interval: Interval): number =>
  Math.floor((Date.parse(time) - MONDAY_MS) / INTERVALS[interval])

/** Where the last time of each interval stands in a list of times in order. */
export const lastOfEach = (times: readonly string[], interval: Interval): number[] => {
  const buckets = times.map((time) => bucketOf(time, interval))
  return times.flatMap((_, index) => (buckets[index] === buckets[index + 1] ? [] : [index]))
}

/** The shortest interval that leaves at most so many points; a week where none does. */
export const coarsestNeeded = (times: readonly string[], pointsMax: number): Interval =>
  INTERVAL_NAMES.find((interval) => lastOfEach(times, interval).length <= pointsMax) ?? '1w'
