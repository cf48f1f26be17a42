const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Seconds that people think in, each about twice the one before: trades last from a tick to a year. */
const EDGES = [
  0,
  1,
  2,
  5,
  10,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  DAY,
  2 * DAY,
  4 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  60 * DAY,
  120 * DAY,
  365 * DAY,
] as const

/**
 * Edges of bins for durations in seconds, from the last edge at or below the shortest to the first above the longest, which
 * stands in for one where there is none. None of nothing. Durations must be 0 or more.
 */
export const durationEdges = ({ n, low, high }: { n: number; low: number; high: number }): number[] => {
  if (n === 0) return []
  const first = EDGES.findLastIndex((edge) => edge <= low)
  const last = EDGES.findIndex((edge) => edge > high)
  return last === -1 ? [...EDGES.slice(first), high] : EDGES.slice(first, last + 1)
}
