import { foreign, type Html, html } from './html.ts'
import type { Unit, Value } from './tear-sheet.ts'

/** ISO 80000: groups of three apart by a thin space that never breaks, a point before decimals, a true minus sign. */
const neutral = (text: string): string => text.replaceAll(',', '\u202f').replace('-', '\u2212')

const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en-US', options)
const HALF_EVEN = { roundingMode: 'halfEven' } as const
const twoDecimals = format({ minimumFractionDigits: 2, maximumFractionDigits: 2, ...HALF_EVEN })
const fourDecimals = format({ minimumFractionDigits: 2, maximumFractionDigits: 4, ...HALF_EVEN })
const threeDigits = format({ maximumSignificantDigits: 3, ...HALF_EVEN })
const whole = format({ maximumFractionDigits: 2 })
const exact = format({ maximumFractionDigits: 20 })
const scientific = format({ notation: 'scientific', maximumFractionDigits: 3 })

/** Beyond this a number is easier read by its exponent. */
const LARGE = 1e15
/** What two decimals would show as nothing. */
const SMALL = 0.005

const NUMBER = /^-?\d+(?:\.\d+)?$/

/** A value as the formatter takes it: decimal text is rounded as a decimal and not as a double; `null` is no number. */
const numeral = (value: string | number): Intl.StringNumericLiteral | number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return NUMBER.test(value) ? (value as Intl.StringNumericLiteral) : null
}

const hasFewDecimals = (value: string | number): boolean => Math.abs(Number(value)) >= SMALL || Number(value) === 0

const number = (value: string | number, few: Intl.NumberFormat, many: Intl.NumberFormat): string | null => {
  const given = numeral(value)
  if (given === null) return null
  if (Math.abs(Number(given)) >= LARGE) return neutral(scientific.format(given)).replace('E', 'e')
  return neutral((hasFewDecimals(given) ? few : many).format(given))
}

/** A duration by its two largest units. */
const duration = (value: string | number): string | null => {
  const seconds = Number(value)
  if (!Number.isFinite(seconds)) return null
  const total = Math.abs(seconds)
  const sign = seconds < 0 ? '\u2212' : ''
  if (total < 60) return `${sign}${whole.format(Math.round(total * 10) / 10)} s`
  const minutes = Math.round(total / 60)
  if (minutes < 60) return `${sign}${minutes} min`
  if (minutes < 24 * 60) return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const hours = Math.round(total / 3600)
  return `${sign}${neutral(whole.format(Math.floor(hours / 24)))} d ${hours % 24} h`
}

const inUnit = (value: string | number, unit: Exclude<Unit, 'text' | 'time' | 'day'>): string | null => {
  switch (unit) {
    case 'amount':
      return number(value, twoDecimals, threeDigits)
    case 'price':
      return number(value, exact, exact)
    case 'ratio':
      return number(value, twoDecimals, fourDecimals)
    case 'count':
      return number(value, whole, whole)
    case 'percent': {
      const text = number(value, twoDecimals, fourDecimals)
      return text === null ? null : `${text} %`
    }
    case 'days': {
      const text = number(value, whole, whole)
      return text === null ? null : `${text} d`
    }
    case 'seconds':
      return duration(value)
  }
}

/** A number as it is shown, or `null` where the value is no number that can be. */
export const numberText = (
  value: Value,
  unit: Exclude<Unit, 'text' | 'time' | 'day'>,
  isSigned = false,
): string | null => {
  if (value === null) return null
  const text = inUnit(value, unit)
  return text !== null && isSigned && Number(value) > 0 ? `+${text}` : text
}

/** A number on an axis, with as many decimals as tell it from its neighbours. */
export const axisText = (value: number, decimals: number): string =>
  Math.abs(value) >= LARGE
    ? neutral(scientific.format(value)).replace('E', 'e')
    : neutral(format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value))

/** An instant to the second, without its date's neighbours being able to break it. */
const instant = (value: string): Html => {
  const at = Date.parse(value)
  if (Number.isNaN(at)) return foreign(value)
  const iso = new Date(at).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`
}

/** What stands for a value that does not exist. */
export const dash: Html = html`<span class="none">—</span>`

/** A value in its unit; a gain or loss with its sign and colour, and the exact value behind the rounded one. */
export const shown = (value: Value, unit: Unit, isSigned = false): Html => {
  if (value === null || value === '') return dash
  if (unit === 'text' || unit === 'day') return foreign(String(value))
  if (unit === 'time') return instant(String(value))
  const text = numberText(value, unit, isSigned)
  if (text === null) return dash
  if (!isSigned || Number(value) === 0) return html`<data value="${value}">${text}</data>`
  return html`<data value="${value}" class="${Number(value) > 0 ? 'gain' : 'loss'}">${text}</data>`
}
