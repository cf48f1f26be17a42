import type { MonthlyReturns } from './tear-sheet.ts'

/** A period's return as a fraction, by the UTC day it belongs to; `null` = it has none. */
export type DatedReturn = { day: string; return: number | null }

/** What periods make together; `null` once one of them has no return. */
const linked = (growth: number | null, period: number | null): number | null =>
  growth === null || period === null ? null : growth * (1 + period)

const asPercent = (growth: number | null | undefined): number | null =>
  growth === null || growth === undefined ? null : (growth - 1) * 100

/**
 * Returns of calendar months and years, linked from the returns of days or longer periods: Π (1 + r) − 1, in per cent. A
 * month that no period belongs to is `null`, and so is one in which a return is missing.
 */
export const monthlyReturns = (returns: readonly DatedReturn[]): MonthlyReturns[] => {
  const years = new Map<number, { months: Map<number, number | null>; total: number | null }>()
  for (const period of returns) {
    const year = Number(period.day.slice(0, 4))
    const month = Number(period.day.slice(5, 7)) - 1
    const known = years.get(year) ?? { months: new Map(), total: 1 }
    const before = known.months.get(month)
    known.months.set(month, linked(before === undefined ? 1 : before, period.return))
    known.total = linked(known.total, period.return)
    years.set(year, known)
  }
  return [...years]
    .toSorted(([a], [b]) => a - b)
    .map(([year, { months, total }]) => ({
      year,
      months: Array.from({ length: 12 }, (_, month) => asPercent(months.get(month))),
      total: asPercent(total),
    }))
}
