import { decimal } from '@papertape/money'
import { type Figure, missing } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import { rollingReturn } from '../return-since.ts'
import { dayAfter, type RecordDay } from './record-day.ts'

/** What a calendar period returned, per cent, and how many of the days given lie in it. */
export type PeriodReturn = { period: string; days: number; return: Figure }

/** Days in a row; `base` is the level before the first, `null` where a replay's clock started anew in between. */
type Stretch = { base: string | null; first: RecordDay; last: RecordDay }

const growthOf = ({ base, first, last }: Stretch): number | null => {
  if (base !== null) {
    const { value } = rollingReturn(base, last.level)
    return value === null ? null : 1 + value / 100
  }
  const from = decimal(first.level)
  if (first.return === null || from <= 0n) return null
  return (1 + first.return) * nearestRatio(decimal(last.level), from)
}

const returnOf = (stretches: readonly Stretch[], days: number): Figure => {
  const [only] = stretches
  if (stretches.length === 1 && only !== undefined && only.base !== null)
    return rollingReturn(only.base, only.last.level)
  let growth = 1
  for (const stretch of stretches) {
    const own = growthOf(stretch)
    if (own === null) return missing(days, 'EQUITY_NOT_POSITIVE')
    growth *= own
  }
  return { value: (growth - 1) * 100, quality: null }
}

/**
 * What each calendar period returned, level at its last day's end / level before its first day − 1, in the order in which
 * they begin; undefined where there was nothing to grow from. `origin` is the level before the first day given. Where a
 * replay bot entered another run, whose clock starts anew, a period's stretches are linked. `periodOf` names a day's period.
 */
export const linkedReturns = (
  days: readonly RecordDay[],
  origin: string,
  periodOf: (date: string) => string,
): PeriodReturn[] => {
  const periods = new Map<string, { days: number; stretches: Stretch[] }>()
  for (const [place, day] of days.entries()) {
    const before = days[place - 1]
    const name = periodOf(day.date)
    const period = periods.get(name) ?? { days: 0, stretches: [] }
    periods.set(name, period)
    period.days += 1
    const follows = before === undefined || dayAfter(before.date) === day.date
    const open = period.stretches.at(-1)
    if (open !== undefined && open.last === before && follows) open.last = day
    else period.stretches.push({ base: follows ? (before?.level ?? origin) : null, first: day, last: day })
  }
  return [...periods].map(([period, { days: n, stretches }]) => ({ period, days: n, return: returnOf(stretches, n) }))
}
