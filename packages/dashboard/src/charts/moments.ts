import { locale } from '../format/number.ts'
import { oncePer } from '../format/once.ts'

const DAY_SECONDS = 86_400

const formsOf = oncePer((of, zone) => {
  const written = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(of, { ...options, timeZone: zone })
  return {
    hours: written({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    clocks: written({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    days: written({ month: 'short', day: 'numeric' }),
    months: written({ month: 'short', year: 'numeric' }),
    years: written({ year: 'numeric' }),
  }
})

/** Writes the moments below a chart as finely as they lie apart; of whole days, only those at which one begins. */
export const momentsOf = (zone: string, wholeDays = false): ((seconds: number, step: number) => string) => {
  const { hours, clocks, days, months, years } = formsOf(locale(), zone)
  return (seconds, step) => {
    if (wholeDays && step < DAY_SECONDS) return seconds % DAY_SECONDS === 0 ? days.format(seconds * 1000) : ''
    if (step < 60) return clocks.format(seconds * 1000)
    if (step < DAY_SECONDS) return hours.format(seconds * 1000)
    const form = step < 28 * DAY_SECONDS ? days : step < 365 * DAY_SECONDS ? months : years
    return form.format(seconds * 1000)
  }
}
