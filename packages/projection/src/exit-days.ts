import { utcDayBefore, utcDayOf } from '@papertape/events'
import { decimal, formatDecimal } from '@papertape/money'
import type { ExitDays } from '@papertape/store'

/** The days with one more exit in them. */
export const withExit = (days: ExitDays, exitTime: string, realizedPnl: string): ExitDays => {
  const day = utcDayOf(exitTime)
  const { pnl, count } = days[day] ?? { pnl: '0', count: 0 }
  return { ...days, [day]: { pnl: formatDecimal(decimal(pnl) + decimal(realizedPnl)), count: count + 1 } }
}

/** The newest day of the two: a clock that has not been heard yet is told by the exits. */
export const currentDay = (days: ExitDays, clock: string | null): string | null => {
  if (clock !== null) return utcDayOf(clock)
  let newest: string | null = null
  for (const day in days) if (newest === null || day > newest) newest = day
  return newest
}

/** The days without those that nobody asks for any more: what lies before the day before `day`. */
export const withoutOldDays = (days: ExitDays, day: string): ExitDays => {
  const oldest = utcDayBefore(day)
  const kept = Object.entries(days).filter(([each]) => each >= oldest)
  return kept.length === Object.keys(days).length ? days : Object.fromEntries(kept)
}
