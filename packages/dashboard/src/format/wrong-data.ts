/** An answer holds something that cannot be what it says it is: it is shown as an error, never as a number. */
export class WrongData extends Error {
  override readonly name = 'WrongData'
}

const DECIMAL = /^-?\d{1,40}(?:\.\d{1,40})?$/

/** A decimal as the wire carries amounts: text, exact. @throws WrongData */
export const checkedDecimal = (value: unknown): string => {
  if (typeof value === 'string' && DECIMAL.test(value)) return value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  throw new WrongData(`${JSON.stringify(value)} is no amount`)
}

/** A figure as the wire carries ratios: a finite number. @throws WrongData */
export const checkedNumber = (value: unknown): number => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'string' && DECIMAL.test(value)) return Number(value)
  throw new WrongData(`${JSON.stringify(value)} is no number`)
}

/** An RFC 3339 time, in milliseconds since 1970. @throws WrongData */
export const checkedTime = (value: unknown): number => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms)) throw new WrongData(`${JSON.stringify(value)} is no time`)
  return ms
}

/** Rows. @throws WrongData */
export const checkedRows = <Row>(value: readonly Row[]): readonly Row[] => {
  if (!Array.isArray(value)) throw new WrongData(`${JSON.stringify(value)?.slice(0, 40)} is no list`)
  return value
}
