import type { Decimal } from '@papertape/money'

/** The level at the close before the running UTC day, ISO week (Monday) and month began, and the running day's sums. */
export type Calendar = {
  /** The running day, `YYYY-MM-DD`. */
  day: string
  day_start: Decimal
  week_start: Decimal
  month_start: Decimal
  /** Account value when the day began, quote units. */
  equity_start: Decimal
  /** Σ notional of the day's fills, both sides, quote units. */
  traded: Decimal
}

const DAY_MS = 86_400_000

/** Whole days since 1970-01-01, itself a Thursday. */
const daysOf = (day: string): number => Math.floor(Date.parse(day) / DAY_MS)

/** The Monday of the ISO week that a day is in, as whole days since 1970-01-01. */
const weekOf = (day: string): number => {
  const days = daysOf(day)
  return days - ((((days + 3) % 7) + 7) % 7)
}

/** Whole days from one UTC day to another. */
export const daysBetween = (from: string, to: string): number => daysOf(to) - daysOf(from)

/** A record that starts within this day at this level: all three periods count from there. */
export const calendarFrom = (day: string, level: Decimal, equity: Decimal): Calendar => ({
  day,
  day_start: level,
  week_start: level,
  month_start: level,
  equity_start: equity,
  traded: 0n,
})

/** Goes on to a later day, **in place**; the running one has closed at this level and account value. */
export const turnCalendar = (calendar: Calendar, day: string, level: Decimal, equity: Decimal): void => {
  if (weekOf(day) !== weekOf(calendar.day)) calendar.week_start = level
  if (day.slice(0, 7) !== calendar.day.slice(0, 7)) calendar.month_start = level
  calendar.day = day
  calendar.day_start = level
  calendar.equity_start = equity
  calendar.traded = 0n
}
