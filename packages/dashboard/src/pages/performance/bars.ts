import type { Performance, Returns } from '@papertape/client'
import { firstDayOf } from '../../format/period-days.ts'
import { checkedNumber } from '../../format/wrong-data.ts'
import { within } from './aligned.ts'

/** One bar: what was earned in a day, an ISO week, a month or a year. */
export type Bar = {
  /** As the API names it: `2026-01-31`, `2026-W05`, `2026-01`, `2026`. */
  name: string
  /** Its first day, at midnight in UTC. */
  time: string
  value: number | null
  /** The amount to its last place; `null` for returns. */
  exact: string | null
}

type Period = { from?: string; to?: string }

const startOf = (name: string): string => `${firstDayOf(name)}T00:00:00.000Z`

/** Realised profit by when trades were closed, of the periods that begin in the period chosen. */
export const profitBars = (of: Performance, by: 'day' | 'week' | 'month', period: Period): readonly Bar[] => {
  const slices = { day: of.pnl_by_day, week: of.pnl_by_week, month: of.pnl_by_month }[by]
  const bars = slices.map(({ value: name, realized_pnl, exact }) => ({
    name,
    time: startOf(name),
    value: checkedNumber(realized_pnl),
    exact: exact.realized_pnl,
  }))
  return within(bars, fromStartOf(by, period))
}

/** Returns; the read has narrowed them to the period already. */
export const returnBars = (of: Returns, by: 'day' | 'month' | 'year'): readonly Bar[] => {
  const told = {
    day: of.days.map(({ date, return_pct }) => [date, return_pct] as const),
    month: of.months.map(({ month, return_pct }) => [month, return_pct] as const),
    year: of.years.map(({ year, return_pct }) => [String(year), return_pct] as const),
  }[by]
  return told.map(([name, value]) => ({
    name,
    time: name.length === 4 ? `${name}-01-01T00:00:00.000Z` : startOf(name),
    value,
    exact: null,
  }))
}

const DAYS_OF = { day: 1, week: 7, month: 31 } as const

/** A week or a month that began before the period and reaches into it is shown too. */
const fromStartOf = (by: keyof typeof DAYS_OF, { from, ...rest }: Period): Period =>
  from === undefined ? rest : { ...rest, from: new Date(Date.parse(from) - DAYS_OF[by] * 86_400_000 + 1).toISOString() }
