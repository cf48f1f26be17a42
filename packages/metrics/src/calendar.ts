import { utcDayOf } from '@papertape/events'

/** The level at the close before the running UTC day, ISO week (Monday) and month began. */
export type Calendar = {
  /** The running day, `YYYY-MM-DD`. */
  readonly day: string
  readonly day_start: string
  readonly week_start: string
  readonly month_start: string
}

const DAY_MS = 86_400_000

/** The Monday of the ISO week that a day is in, as whole days since 1970-01-01, itself a Thursday. */
const weekOf = (day: string): number => {
  const days = Math.floor(Date.parse(day) / DAY_MS)
  return days - ((((days + 3) % 7) + 7) % 7)
}

/** A record that starts within this day at this level: all three periods count from there. */
export const calendarFrom = (time: string, level: string): Calendar => ({
  day: utcDayOf(time),
  day_start: level,
  week_start: level,
  month_start: level,
})

/** The calendar at a time: a later day closes the running one at the level that stands; an earlier one does nothing. */
export const turnCalendar = (calendar: Calendar, time: string, level: string): Calendar => {
  const day = utcDayOf(time)
  if (day <= calendar.day) return calendar
  return {
    day,
    day_start: level,
    week_start: weekOf(day) === weekOf(calendar.day) ? calendar.week_start : level,
    month_start: day.slice(0, 7) === calendar.day.slice(0, 7) ? calendar.month_start : level,
  }
}
