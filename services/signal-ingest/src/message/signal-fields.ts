import { readTime } from '@papertape/paper-engine'
import type { JsonObject } from './recordable.ts'

/** What is wrong with one field (`null`: with the message as a whole), in words that complete "<field> …". */
export type Fault = { field: string | null; detail: string }

/**
 * A signal whose optional fields and enumerations are in order. What has a rejection reason of its own behind MALFORMED
 * (symbol, direction, the prices) is still as it was sent; `undefined` means absent.
 */
export type SignalFields = {
  signal_id: string
  action: 'OPEN' | 'CLOSE'
  symbol: unknown
  venue: string
  market_type: 'SPOT' | 'FUTURES'
  direction: unknown
  entry_price: unknown
  take_profit: unknown
  stop_loss: unknown
  active: boolean
  confidence: number | null
  strategy: string | null
  timeframe: string | null
  note: string | null
  source_time: string | null
  expires_at: string | null
  opens_signal_id: string | null
}

/** Every field of a signal by its outer name; any other is unknown and goes to `extra`. */
export const SIGNAL_FIELDS: ReadonlySet<string> = new Set([
  'signal_id',
  'action',
  'symbol',
  'venue',
  'market_type',
  'direction',
  'entry_price',
  'take_profit',
  'stop_loss',
  'status',
  'confidence',
  'strategy',
  'timeframe',
  'note',
  'time',
  'expires_at',
  'opens_signal_id',
])

/** Longest venue or symbol, in characters: both become subject tokens. */
export const NAME_LENGTH_MAX = 64

/** A value that breaks the rule of its field. */
class FieldFault extends Error {
  override name = 'FieldFault'
  readonly field: string
  constructor(field: string, rule: string) {
    super(`${field} ${rule}`)
    this.field = field
  }
}

/** Length in characters as people count them, not in UTF-16 units. */
const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** Whether a value is text that every later reader can hold, of 1 to `lengthMax` characters. */
export const isName = (value: unknown, lengthMax: number): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= 2 * lengthMax &&
  lengthOf(value) <= lengthMax &&
  value.isWellFormed() &&
  !value.includes('\u0000')

/** The enumeration member that a text names in any letter case. ASCII only: `ſ` is no S. */
export const memberOf = <Member extends string>(members: readonly Member[], value: unknown): Member | undefined =>
  typeof value === 'string'
    ? members.find((member) => member === value.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()))
    : undefined

/** A field's value; `null` is absent. */
export const valueOf = (object: JsonObject, field: string): unknown =>
  Object.hasOwn(object, field) ? (object[field] ?? undefined) : undefined

const name = (object: JsonObject, field: string, lengthMax: number): string | null => {
  const value = valueOf(object, field)
  if (value === undefined) return null
  if (!isName(value, lengthMax)) throw new FieldFault(field, `must be a string of 1–${lengthMax} characters`)
  return value
}

const text = (object: JsonObject, field: string): string | null => {
  const value = valueOf(object, field)
  if (value === undefined) return null
  if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\u0000'))
    throw new FieldFault(field, 'must be a string of well-formed Unicode without NUL')
  return value
}

const member = <Member extends string>(
  object: JsonObject,
  field: string,
  members: readonly Member[],
  absent: Member,
) => {
  const value = valueOf(object, field)
  if (value === undefined) return absent
  const found = memberOf(members, value)
  if (found === undefined) throw new FieldFault(field, `must be ${members.join(' or ')}`)
  return found
}

const fraction = (object: JsonObject, field: string): number | null => {
  const value = valueOf(object, field)
  if (value === undefined) return null
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new FieldFault(field, 'must be a number from 0 to 1')
  return value
}

const time = (object: JsonObject, field: string): string | null => {
  const value = valueOf(object, field)
  if (value === undefined) return null
  const read = typeof value === 'string' ? readTime(value) : null
  if (read === null) throw new FieldFault(field, 'must be an RFC 3339 time with an offset')
  return read
}

const status = (object: JsonObject): boolean => {
  const value = valueOf(object, 'status')
  if (value === undefined) return true
  if (typeof value !== 'string') throw new FieldFault('status', 'must be a string')
  return memberOf(['ACTIVE'], value) !== undefined
}

const SIGNAL_ID_LENGTH_MAX = 128

const fieldsOf = (object: JsonObject): SignalFields => {
  const signal_id = name(object, 'signal_id', SIGNAL_ID_LENGTH_MAX)
  if (signal_id === null) throw new FieldFault('signal_id', 'is required')
  return {
    signal_id,
    action: member(object, 'action', ['OPEN', 'CLOSE'], 'OPEN'),
    symbol: valueOf(object, 'symbol'),
    venue: name(object, 'venue', NAME_LENGTH_MAX) ?? 'binance',
    market_type: member(object, 'market_type', ['SPOT', 'FUTURES'], 'SPOT'),
    direction: valueOf(object, 'direction'),
    entry_price: valueOf(object, 'entry_price'),
    take_profit: valueOf(object, 'take_profit'),
    stop_loss: valueOf(object, 'stop_loss'),
    active: status(object),
    confidence: fraction(object, 'confidence'),
    strategy: text(object, 'strategy'),
    timeframe: text(object, 'timeframe'),
    note: text(object, 'note'),
    source_time: time(object, 'time'),
    expires_at: time(object, 'expires_at'),
    opens_signal_id: name(object, 'opens_signal_id', SIGNAL_ID_LENGTH_MAX),
  }
}

/** The fields of a signal, or the first one at fault. */
export const readFields = (object: JsonObject): { fields: SignalFields } | { fault: Fault } => {
  try {
    return { fields: fieldsOf(object) }
  } catch (error) {
    if (error instanceof FieldFault) return { fault: { field: error.field, detail: error.message } }
    throw error
  }
}

/** The signal_id of an object that is otherwise malformed, where it is usable. */
export const usableSignalId = (object: JsonObject): string | null => {
  const value = valueOf(object, 'signal_id')
  return isName(value, SIGNAL_ID_LENGTH_MAX) ? value : null
}
