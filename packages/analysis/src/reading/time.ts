import { type Cell, textOf } from './cell.ts'
import { DataError, type Place, quoted } from './data-error.ts'

/** How a column writes its times. */
type TimeUnit = 'text' | 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds'

/** Reads one column of times, as milliseconds since 1970 (with a fraction where finer), in one unit throughout. */
export type TimeReader = (cell: Cell, place: Place) => number

const CLOCK = /^(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?(?: ?([Zz]|UTC|[+-]\d\d(?::?\d\d)?))?$/
const DATE = /^\d{4}-\d\d-\d\d/
const EPOCH = /^\d+(?:\.\d+)?$/
const WANTED = 'must be RFC 3339, YYYY-MM-DD, or epoch seconds, milliseconds, microseconds or nanoseconds'

/** Milliseconds of a calendar day; `null` where there is no such day. */
const dayOf = (text: string): number | null => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null
}

const offsetOf = (zone: string | undefined): number => {
  if (zone === undefined || zone === 'Z') return 0
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** Milliseconds into a day, in UTC; without a zone the clock is UTC's. `null` where there is no such time. */
const clockOf = (text: string): number | null => {
  if (text === '') return 0
  const parts = CLOCK.exec(text)
  if (parts === null) return null
  const [, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const wholeMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
  const partMs = fraction === '0' ? 0 : Number(`0.${fraction}`) * 1000
  return wholeMs + partMs - offsetOf(zone)
}

/** Seconds below 1e11 (until the year 5138), and three digits more for each finer unit: they cannot be mistaken. */
const unitOf = (value: number): Exclude<TimeUnit, 'text'> | null => {
  if (value < 1e8 || value >= 1e20) return null
  if (value < 1e11) return 'seconds'
  if (value < 1e14) return 'milliseconds'
  return value < 1e17 ? 'microseconds' : 'nanoseconds'
}

/** Milliseconds of an epoch time. Nanoseconds have more digits than a double: their milliseconds are taken by themselves. */
const msOf = (text: string, unit: Exclude<TimeUnit, 'text'>): number => {
  switch (unit) {
    case 'seconds':
      return Number(text) * 1000
    case 'milliseconds':
      return Number(text)
    case 'microseconds':
      return Number(text) / 1000
    case 'nanoseconds': {
      const digits = text.replace(/\..*/, '')
      return Number(digits.slice(0, -6)) + Number(digits.slice(-6)) / 1e6
    }
  }
}

/** A reader for one column. The unit is that of its first row; another one behind it is an error, not a guess. */
export const createTimeReader = (column: string): TimeReader => {
  let unit: TimeUnit | null = null
  let lastDay = ''
  let lastDayMs = 0

  const inUnit = (found: TimeUnit, place: Place): void => {
    unit ??= found
    if (unit === found) return
    const name = (each: TimeUnit) => (each === 'text' ? 'a date' : `epoch ${each}`)
    throw new DataError(`is ${name(found)}, but the rows before it are ${name(unit)}`, place, column)
  }
  const dateOf = (text: string): number | null => {
    const day = text.slice(0, 10)
    if (day !== lastDay) {
      const dayMs = dayOf(day)
      if (dayMs === null) return null
      lastDay = day
      lastDayMs = dayMs
    }
    const clockMs = clockOf(text.slice(10))
    return clockMs === null ? null : lastDayMs + clockMs
  }
  return (cell, place) => {
    const text = textOf(cell)
    if (DATE.test(text)) {
      const ms = dateOf(text)
      if (ms === null) throw new DataError(`is ${quoted(text)}, which is no time; ${WANTED}`, place, column)
      inUnit('text', place)
      return ms
    }
    const found = EPOCH.test(text) ? unitOf(Number(text)) : null
    if (found === null) {
      throw new DataError(
        text === '' ? 'is empty, but must be a time' : `is ${quoted(text)}, but ${WANTED}`,
        place,
        column,
      )
    }
    inUnit(found, place)
    return msOf(text, found)
  }
}

/** Whether a cell could be a time or a number: then its row is no header. */
export const looksLikeTime = (cell: Cell): boolean => {
  const text = textOf(cell)
  return DATE.test(text) || EPOCH.test(text)
}
