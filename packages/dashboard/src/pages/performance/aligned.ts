import { checkedTime } from '../../format/wrong-data.ts'

/** Values at moments of their own. */
export type Course = readonly { readonly time: string; readonly value: number | null }[]

type Aligned = { times: string[]; columns: (number | null)[][] }

/**
 * Courses over one row of moments: all of theirs in order, `null` where a course has no value. Of several values of one
 * course at one moment the last counts.
 */
export const aligned = (courses: readonly Course[]): Aligned => {
  const moments = new Map<number, (number | null)[]>()
  for (const [at, course] of courses.entries()) {
    for (const { time, value } of course) {
      const moment = checkedTime(time)
      const row = moments.get(moment) ?? courses.map(() => null)
      row[at] = value
      moments.set(moment, row)
    }
  }
  const rows = [...moments].toSorted(([a], [b]) => a - b)
  return {
    times: rows.map(([moment]) => new Date(moment).toISOString()),
    columns: courses.map((_, at) => rows.map(([, row]) => row[at] ?? null)),
  }
}

/** What lies in a period: from its beginning on, before its end; a day as an end is included whole. */
export const within = <Point extends { readonly time: string }>(
  points: readonly Point[],
  { from, to }: { from?: string; to?: string },
): readonly Point[] => {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : checkedTime(from)
  const end = to === undefined ? Number.POSITIVE_INFINITY : checkedTime(to) + (to.length === 10 ? 24 * 3_600_000 : 0)
  return points.filter(({ time }) => checkedTime(time) >= start && checkedTime(time) < end)
}

/** How many hours back a history must reach to hold a period, which ends now or earlier; without a beginning all. */
export const hoursBackTo = (from: string | undefined, nowMs: number): number =>
  from === undefined ? 876_000 : Math.min(876_000, Math.max(1, Math.ceil((nowMs - checkedTime(from)) / 3_600_000) + 1))
