import { type Decimal, quotient, readDecimal } from '@papertape/money'
import { DataError, type Place, quoted } from './data-error.ts'
import type { Doubts } from './doubts.ts'

/** A cell of CSV is text; one of JSON whatever stood there, `undefined` where nothing did. */
export type Cell = unknown

/** A cell as text, without white space around it; an absent one is empty. */
export const textOf = (cell: Cell): string => {
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  return cell === undefined || cell === null ? '' : JSON.stringify(cell)
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i
const GROUPED = /^[+-]?\d{1,3}(?:[,'_ \u00a0\u202f]\d{3})+(?:\.\d+)?$/

/** What is wrong with a text that is no number. */
const numberFault = (text: string): string => {
  if (text === '') return 'is empty, but must be a number'
  const shown = `is ${quoted(text)}, `
  if (NOT_FINITE.test(text)) return `${shown}but must be a finite number`
  if (text.endsWith('%')) return `${shown}with a per cent sign; write the fraction (0.01 for 1 %)`
  if (GROUPED.test(text)) return `${shown}with thousands separators; write the digits alone`
  if (text.includes(',')) return `${shown}with a comma; write decimals with a point and no thousands separators`
  return `${shown}but must be a decimal number`
}

/** A cell as the nearest double. */
export const numberOf = (cell: Cell, place: Place, column: string): number => {
  const text = textOf(cell)
  if (!NUMBER.test(text)) throw new DataError(numberFault(text), place, column)
  const value = Number(text)
  if (!Number.isFinite(value)) throw new DataError(`is ${quoted(text)}, but must be a finite number`, place, column)
  return value
}

const EXPONENT_DIGITS_MAX = 3
const LENGTH_MAX = 400

/** A number with more than 18 decimals, rounded half to even; `null` where it is no number of a reasonable length. */
const rounded = (text: string): Decimal | null => {
  const parts = text.length > LENGTH_MAX ? null : /^(-?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const [, whole = '', fraction = '', exponent = '0'] = parts ?? []
  if (parts === null || exponent.replace(/^[+-]/, '').length > EXPONENT_DIGITS_MAX) return null
  return quotient(BigInt(whole + fraction), 10n ** BigInt(fraction.length - Number(exponent)))
}

/** A cell as an exact amount. Doubles written out in full may have more than 18 decimals: those are rounded, and told. */
export const decimalOf = (cell: Cell, place: Place, column: string, doubts: Doubts): Decimal => {
  const text = textOf(cell)
  const reading = readDecimal(text)
  if (reading.ok) return reading.value
  const value = reading.fault === 'too_many_decimals' ? rounded(text) : null
  if (value === null) {
    const isTooLong = NUMBER.test(text) && reading.fault !== 'not_finite'
    throw new DataError(isTooLong ? `is ${quoted(text)}, too long a number` : numberFault(text), place, column)
  }
  doubts.add('more than 18 decimals: rounded to 18', place, column)
  return value
}

/** A cell as an exact amount that must be above zero. */
export const positiveDecimalOf = (cell: Cell, place: Place, column: string, doubts: Doubts): Decimal => {
  const value = decimalOf(cell, place, column, doubts)
  if (value <= 0n) throw new DataError(`is ${quoted(textOf(cell))}, but must be above zero`, place, column)
  return value
}
