import { clusterOrder } from '../statistics/cluster-order.ts'
import { coMomentsOf } from '../statistics/co-moments.ts'
import { correlationOf } from '../statistics/correlation.ts'

/** Two records' correlation over the `n` days that both have; `null` with its reason where there is none. */
export type CorrelationCell = { value: number | null; n: number; reason: 'TOO_FEW' | 'ZERO_VARIANCE' | null }

/** A record's daily returns, fractions, by UTC day; a day without a return is not in it. */
export type DatedReturns = { readonly label: string; readonly returns: ReadonlyMap<string, number> }

/** Common days below which a correlation is no more than the line through its points. */
const DAYS_MIN = 3

/** Returns by place of a day among all days; a hole where there is none. */
type Aligned = readonly (number | undefined)[]

const aligned = (records: readonly DatedReturns[]): Aligned[] => {
  const places = new Map<string, number>()
  for (const { returns } of records) for (const date of returns.keys()) places.getOrInsert(date, places.size)
  return records.map(({ returns }) => {
    const own: (number | undefined)[] = Array.from({ length: places.size }, () => undefined)
    for (const [date, value] of returns) own[places.get(date) ?? 0] = value
    return own
  })
}

const cellOf = (a: Aligned, b: Aligned): CorrelationCell => {
  const own: number[] = []
  const other: number[] = []
  for (let place = 0; place < a.length; place += 1) {
    const [value, same] = [a[place], b[place]]
    if (value === undefined || same === undefined) continue
    own.push(value)
    other.push(same)
  }
  const n = own.length
  const moments = n < DAYS_MIN ? null : coMomentsOf(own, other)
  if (moments === null) return { value: null, n, reason: 'TOO_FEW' }
  const value = correlationOf(moments)
  return { value, n, reason: value === null ? 'ZERO_VARIANCE' : null }
}

/** Exactly 1 wherever it exists, which a quotient of roots need not be. */
const withItself = (cell: CorrelationCell): CorrelationCell => (cell.value === null ? cell : { ...cell, value: 1 })

/** Mantegna's distance of two records: 0 where they move as one, 1 where they move against each other. */
const distanceOf = ({ value }: CorrelationCell): number => Math.sqrt((1 - (value ?? 0)) / 2)

/**
 * Pearson's correlation of each two records' daily returns over the days that both have, null below three common days and
 * where one does not vary on them. Labels are ordered by clustering so that what moves alike stands together; a missing
 * correlation counts as 0 for that. Symmetric; 1 on the diagonal wherever it exists. Reference: metrics.md, correlation
 * matrix; Mantegna 1999 (distance).
 */
export const correlationMatrix = (
  records: readonly DatedReturns[],
): { labels: string[]; cells: CorrelationCell[][] } => {
  const all = aligned(records)
  const known = all.map((a, i) => [...all.slice(0, i).map((b) => cellOf(a, b)), withItself(cellOf(a, a))])
  const cell = (i: number, j: number): CorrelationCell =>
    known[Math.max(i, j)]?.[Math.min(i, j)] ?? { value: null, n: 0, reason: 'TOO_FEW' }
  const order = clusterOrder(records.length, (i, j) => distanceOf(cell(i, j)))
  return {
    labels: order.flatMap((place) => records[place]?.label ?? []),
    cells: order.map((i) => order.map((j) => cell(i, j))),
  }
}
