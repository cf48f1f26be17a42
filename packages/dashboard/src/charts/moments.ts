import { locale } from '../format/number.ts'

const DAY_SECONDS = 86_400

/** Writes the moments below a chart as finely as they lie apart; of whole days, only those at which one begins. */
export const momentsOf = (zone: string, wholeDays = false): ((seconds: number, step: number) => string) => {
  const written = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone })
  const hours = written({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const clocks = written({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const days = written({ month: 'short', day: 'numeric' })
  const months = written({ month: 'short', year: 'numeric' })
  const years = written({ year: 'numeric' })
  return (seconds, step) => {
    if (wholeDays && step < DAY_SECONDS) return seconds % DAY_SECONDS === 0 ? days.format(seconds * 1000) : ''
    if (step < 60) return clocks.format(seconds * 1000)
    if (step < DAY_SECONDS) return hours.format(seconds * 1000)
    const form = step < 28 * DAY_SECONDS ? days : step < 365 * DAY_SECONDS ? months : years
    return form.format(seconds * 1000)
  }
}
