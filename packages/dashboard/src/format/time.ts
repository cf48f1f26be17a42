import { computed, signal } from '@preact/signals'
import { parameter } from '../route/url.ts'
import { locale } from './number.ts'
import { oncePer } from './once.ts'
import { checkedNumber, checkedTime } from './wrong-data.ts'

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

/** The time zone that times are shown in: UTC, as the ledger has them, unless the URL names another. */
export const timeZone = computed<string>(() => {
  const wanted = parameter('tz')
  return wanted !== null && isZone(wanted) ? wanted : 'UTC'
})

/** The second it is, for ages. It stands still while nobody looks. */
export const nowMs = signal(Date.now())
setInterval(() => {
  if (document.visibilityState === 'visible') nowMs.value = Date.now()
}, 1000)

const formatterOf = oncePer(
  (of, zone, options) =>
    new Intl.DateTimeFormat(of, { timeZone: zone, ...(JSON.parse(options) as Intl.DateTimeFormatOptions) }),
)
const formatter = (options: Intl.DateTimeFormatOptions, zone: string = timeZone.value): Intl.DateTimeFormat =>
  formatterOf(locale(), zone, JSON.stringify(options))

const DAY = { year: 'numeric', month: 'short', day: '2-digit' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

/** Day and time to the second. */
export const dateTime = (iso: string): string => formatter({ ...DAY, ...CLOCK }).format(checkedTime(iso))
/** The same to the millisecond. */
export const dateTimeMs = (iso: string): string =>
  formatter({ ...DAY, ...CLOCK, fractionalSecondDigits: 3 }).format(checkedTime(iso))
/** The day alone. A date without time is a UTC day and is never shifted. */
export const day = (iso: string): string =>
  iso.length === 10 ? formatter(DAY, 'UTC').format(checkedTime(iso)) : formatter(DAY).format(checkedTime(iso))
/** A month of a year: `2026-01`. */
export const month = (iso: string): string =>
  formatter({ year: 'numeric', month: 'short' }, 'UTC').format(checkedTime(`${iso}-01`))
/** The time of day to the second. */
export const clock = (iso: string): string => formatter(CLOCK).format(checkedTime(iso))

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

const relative = oncePer(
  (of, numeric) => new Intl.RelativeTimeFormat(of, { numeric: numeric === 'auto' ? 'auto' : 'always', style: 'short' }),
)

/** How long ago, in the largest unit that fits; read in a component it stays right. */
export const ago = (iso: string): string => {
  const seconds = Math.round((checkedTime(iso) - nowMs.value) / 1000)
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const)
  const whole = Math.trunc(seconds / size)
  // Thirty hours are no “yesterday”, and a month is not “last month”; but nothing is “now”.
  return relative(locale(), whole === 0 ? 'auto' : 'always').format(whole, unit)
}

const UNITS: readonly ['day' | 'hour' | 'minute' | 'second', number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

const amountOf = oncePer(
  (of, unit, digits) =>
    new Intl.NumberFormat(of, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: Number(digits) }),
)

/** A span of time in its two largest units: `2 days 3 hr`. */
export const duration = (seconds: number): string => {
  let rest = Math.round(Math.abs(checkedNumber(seconds)))
  const parts: string[] = []
  for (const [unit, size] of UNITS) {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    if ((whole === 0 && !(unit === 'second' && parts.length === 0)) || parts.length === 2) continue
    parts.push(amountOf(locale(), unit, '0').format(whole))
  }
  return parts.join(' ')
}

/** A short span: milliseconds below a second, then seconds with one decimal, then in its two largest units. */
export const milliseconds = (ms: number): string => {
  const value = checkedNumber(ms)
  if (Math.abs(value) >= 60_000) return duration(value / 1000)
  const [unit, amount, digits] =
    Math.abs(value) < 1000 ? (['millisecond', value, 0] as const) : (['second', value / 1000, 1] as const)
  return amountOf(locale(), unit, String(digits)).format(amount)
}
