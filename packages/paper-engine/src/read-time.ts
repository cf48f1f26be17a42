const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/i
/** What most feeds write, and what is answered: such a text is its own answer once its day is known to exist. */
const ANSWER = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const DAY_MS = 86_400_000
const YEAR_0_MS = Date.parse('0000-01-01T00:00:00.000Z')
const YEAR_9999_END_MS = Date.parse('9999-12-31T23:59:59.999Z')

const isDay = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text)
}

/** The day that was found to exist last: millions of ticks ask for the same. */
let existingDay = ''

const isKnownDay = (text: string): boolean => {
  if (text !== existingDay && isDay(text)) existingDay = text
  return text === existingDay
}

const ofMs = (ms: number): string | null =>
  Number.isInteger(ms) && ms >= YEAR_0_MS && ms <= YEAR_9999_END_MS ? new Date(ms).toISOString() : null

/**
 * A time from outside as RFC 3339 UTC with milliseconds, or `null` when it is none: RFC 3339 text with any offset, or
 * whole epoch milliseconds. Digits behind the millisecond are cut. A 30 February, a 24:00 and leap seconds are refused,
 * where `Date` would quietly mean another moment.
 */
export const readTime = (input: unknown): string | null => {
  if (typeof input === 'number') return ofMs(input)
  if (typeof input !== 'string' || input.length > 64) return null
  if (ANSWER.test(input)) return isKnownDay(input.slice(0, 10)) ? input : null
  const [, day = '', clock = '', fraction = '', zone = ''] = RFC_3339.exec(input) ?? []
  if (day === '' || !isDay(day) || clock >= '24') return null
  const ms = Date.parse(`${day}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  if (!Number.isFinite(ms)) return null
  if (zone === 'Z' || zone === 'z') return ofMs(ms)
  const offset = Date.parse(`1970-01-01T${zone.slice(1)}:00.000Z`)
  if (!(offset < DAY_MS)) return null
  return ofMs(zone.startsWith('-') ? ms + offset : ms - offset)
}
