/**
 * An exact decimal number: an integer count of 10⁻¹⁸ units. Prices, quantities, amounts and rates are all of this
 * type; sums and differences are plain `+` and `-` on it and therefore exact. Products and quotients are rounded once,
 * half to even, by {@link product} and {@link quotient}.
 */
export type Decimal = bigint

/** Decimal places every amount is kept to. */
export const SCALE = 18

/** One, as a Decimal. */
export const ONE: Decimal = 10n ** BigInt(SCALE)

/** Zero, as a Decimal. */
export const ZERO: Decimal = 0n

/** Why a text or number is no Decimal: the first rule that it breaks. */
export type DecimalFault = 'not_a_number' | 'not_finite' | 'too_many_decimals'

/** What {@link readDecimal} answers: the value, or the rule that the input breaks. */
export type DecimalReading = { ok: true; value: Decimal } | { ok: false; fault: DecimalFault }

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/
/** What nearly every price and amount looks like. */
const PLAIN = /^-?\d{1,30}(?:\.\d{1,18})?$/
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i
/** The unit of a number written with so many decimals. */
const UNITS: readonly bigint[] = Array.from({ length: SCALE + 1 }, (_, decimals) => 10n ** BigInt(SCALE - decimals))
const TEXT_LENGTH_MAX = 700
/** The decimal exponent of the largest double is 308; what lies beyond is as good as infinite. */
const INTEGER_DIGITS_MAX = 309

/** Twice as fast as the general way, which folds of long ledgers and busy tapes feel. */
const readPlain = (text: string): Decimal => {
  const point = text.indexOf('.')
  if (point === -1) return BigInt(text) * ONE
  const digits = BigInt(text.slice(0, point) + text.slice(point + 1))
  return digits * (UNITS[text.length - point - 1] ?? ONE)
}

/**
 * Reads a decimal from outside: a string in JSON's number grammar (leading zeros allowed) or a JSON number, which counts
 * by its shortest decimal form. More than 18 significant decimals are refused, never rounded; trailing zeros are free.
 */
export const readDecimal = (input: unknown): DecimalReading => {
  if (typeof input === 'number' && !Number.isFinite(input)) return { ok: false, fault: 'not_finite' }
  if (typeof input !== 'string' && typeof input !== 'number') return { ok: false, fault: 'not_a_number' }
  const text = String(input)
  if (PLAIN.test(text)) return { ok: true, value: readPlain(text) }
  if (NOT_FINITE.test(text)) return { ok: false, fault: 'not_finite' }
  const parts = text.length <= TEXT_LENGTH_MAX ? NUMBER.exec(text) : null
  if (parts === null) return { ok: false, fault: 'not_a_number' }
  const [, sign, whole = '', fraction = '', exponentText = '0'] = parts
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return { ok: true, value: ZERO }
  if (exponentText.length > 6)
    return { ok: false, fault: exponentText.startsWith('-') ? 'too_many_decimals' : 'not_finite' }
  const significant = digits.replace(/0+$/, '')
  const exponent = Number(exponentText) - fraction.length + (digits.length - significant.length)
  if (significant.length + exponent > INTEGER_DIGITS_MAX) return { ok: false, fault: 'not_finite' }
  if (exponent < -SCALE) return { ok: false, fault: 'too_many_decimals' }
  const magnitude = BigInt(significant) * 10n ** BigInt(exponent + SCALE)
  return { ok: true, value: sign === '-' ? -magnitude : magnitude }
}

/**
 * The Decimal that a trusted text means, such as one this system wrote itself.
 * @throws RangeError when the text is no decimal: then a record is corrupt, and nothing may be computed from it.
 */
export const decimal = (text: string | number): Decimal => {
  const reading = readDecimal(text)
  if (!reading.ok) throw new RangeError(`no decimal (${reading.fault}): ${String(text).slice(0, 80)}`)
  return reading.value
}

/** The shortest exact text: no exponent, no trailing zeros, never `-0`. */
export const formatDecimal = (value: Decimal): string => {
  const negative = value < 0n
  const digits = (negative ? -value : value).toString().padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${negative ? '-' : ''}${digits.slice(0, -SCALE)}${fraction === '' ? '' : `.${fraction}`}`
}

/** The nearest double, for KPI figures and pictures; never for another amount. */
export const toNumber = (value: Decimal): number => Number(formatDecimal(value))
