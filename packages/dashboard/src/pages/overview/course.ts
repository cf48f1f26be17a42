import type { KpiSnapshot } from '@papertape/client'
import { differenceOf } from '../../format/decimal.ts'
import { checkedNumber, checkedTime } from '../../format/wrong-data.ts'

/** The figures of a snapshot that are numbers. */
export type FigureName = {
  [Name in keyof KpiSnapshot]: KpiSnapshot[Name] extends number | null ? Name : never
}[keyof KpiSnapshot]

const DAY_MS = 86_400_000

/**
 * The snapshot that changes are counted from: the first of a period that has a beginning; without one the newest that is a
 * day older than the last, or the first of a record that is younger than a day. `null` where there is nothing to compare.
 */
export const baseOf = <Snapshot extends Pick<KpiSnapshot, 'timestamp'>>(
  history: readonly Snapshot[],
  hasBeginning: boolean,
): Snapshot | null => {
  const [first] = history
  const last = history.at(-1)
  if (first === undefined || last === undefined || first === last) return null
  if (hasBeginning || last.timestamp === null) return first
  const before = checkedTime(last.timestamp) - DAY_MS
  return history.findLast(({ timestamp }) => timestamp !== null && checkedTime(timestamp) <= before) ?? first
}

/** How a figure has changed since, exactly; `null` where either is undefined. */
export const changeOf = (
  now: Readonly<Record<string, unknown>>,
  base: Readonly<Record<string, unknown>> | null,
  name: string,
): string | null => {
  const [value, before] = [now[name] ?? null, base?.[name] ?? null]
  return value === null || before === null ? null : differenceOf(checkedNumber(value), checkedNumber(before))
}

/** At most `most` of many, evenly spread, the first and the last among them. */
export const thinned = <Value>(values: readonly Value[], most: number): readonly Value[] =>
  values.length <= most
    ? values
    : Array.from({ length: most }, (_, at) => values[Math.round((at * (values.length - 1)) / (most - 1))] as Value)

/** The values that a figure went through, without the moments at which it was undefined. */
export const courseOf = (history: readonly KpiSnapshot[], name: FigureName, most = 60): readonly number[] =>
  thinned(
    history.flatMap((snapshot) => snapshot[name] ?? []),
    most,
  )
