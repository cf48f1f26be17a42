import { type Decimal, readDecimal } from '@papertape/money'
import type { Candle, PriceTick } from './price.ts'
import { readTime } from './read-time.ts'

/** Why a message of a price stream is no price: a bounded list, fit for metric labels. */
export const UNREADABLE_REASONS = [
  'MALFORMED',
  'INVALID_PRICE',
  'INVALID_TIME',
  'INVALID_QUOTE',
  'INVALID_CANDLE',
] as const
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number]

/** A message that is no price; `detail` names the field and the rule. */
export type Unreadable = { kind: 'ignored'; reason: UnreadableReason; detail: string }

/** A message of PRICES or REPLAYS, as its bus delivered it. */
export type PriceMessage = {
  text: string
  seq: number
  receivedAtMs: number
  /** From REPLAYS: candles are known, and the payload's time is required because it is the run's only clock. */
  replay: boolean
}

type Fields = Record<string, unknown>

const INTERVAL = /^([1-9]\d{0,3})([smhdw])$/
const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

const ignored = (reason: UnreadableReason, detail: string): Unreadable => ({ kind: 'ignored', reason, detail })

const fieldsOf = (text: string): Fields | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A price is a decimal above zero; otherwise the rule that is broken, in words. */
const readPrice = (value: unknown): Decimal | string => {
  if (value === undefined || value === null) return 'is missing'
  const reading = readDecimal(value)
  if (reading.ok) return reading.value > 0n ? reading.value : 'must be greater than 0'
  return reading.fault === 'too_many_decimals' ? 'must have at most 18 decimals' : 'must be a finite decimal number'
}

const readTick = (fields: Fields, time: string, seq: number): PriceTick | Unreadable => {
  const price = readPrice(fields['price'])
  if (typeof price === 'string') return ignored('INVALID_PRICE', `price ${price}`)
  const bid = fields['bid'] == null ? null : readPrice(fields['bid'])
  if (typeof bid === 'string') return ignored('INVALID_QUOTE', `bid ${bid}`)
  const ask = fields['ask'] == null ? null : readPrice(fields['ask'])
  if (typeof ask === 'string') return ignored('INVALID_QUOTE', `ask ${ask}`)
  if (fields['size'] != null) {
    const size = readDecimal(fields['size'])
    if (!size.ok || size.value < 0n) return ignored('INVALID_QUOTE', 'size must be a decimal number, 0 or more')
  }
  return { kind: 'tick', price, bid, ask, time, seq }
}

const readCandle = (fields: Fields, time: string, seq: number): Candle | Unreadable => {
  const prices: Partial<Record<'open' | 'high' | 'low' | 'close', Decimal>> = {}
  for (const name of ['open', 'high', 'low', 'close'] as const) {
    const price = readPrice(fields[name])
    if (typeof price === 'string') return ignored('INVALID_PRICE', `${name} ${price}`)
    prices[name] = price
  }
  const { open = 0n, high = 0n, low = 0n, close = 0n } = prices
  if (high < open || high < close) return ignored('INVALID_CANDLE', 'high must be the highest price')
  if (low > open || low > close) return ignored('INVALID_CANDLE', 'low must be the lowest price')
  const [, count = '', unit = ''] = INTERVAL.exec(String(fields['interval'])) ?? []
  const unitMs = UNIT_MS[unit]
  if (unitMs === undefined) return ignored('INVALID_CANDLE', 'interval must be such as 1m, 5m, 1h or 1d')
  const opened_at = readTime(Date.parse(time) - Number(count) * unitMs)
  if (opened_at === null) return ignored('INVALID_TIME', 'time − interval must be a time')
  return { kind: 'candle', open, high, low, close, opened_at, time, seq }
}

/**
 * Reads one message of a price stream. Never throws and never guesses: one unusable field makes the whole message
 * ignored, with the reason, because a price whose time or quote is broken is likely broken itself. `null` is absent.
 */
export const readPriceMessage = (message: PriceMessage): PriceTick | Candle | Unreadable => {
  const fields = fieldsOf(message.text)
  if (fields === null) return ignored('MALFORMED', 'must be a JSON object')
  const kind = message.replay ? fields['kind'] : 'price'
  if (kind !== 'price' && kind !== 'candle') return ignored('MALFORMED', 'kind must be price or candle')
  const given = fields['time'] ?? null
  if (given === null && message.replay) return ignored('INVALID_TIME', 'time is missing')
  const time = readTime(given ?? Math.floor(message.receivedAtMs))
  if (time === null) return ignored('INVALID_TIME', 'time must be RFC 3339 or whole epoch milliseconds')
  return kind === 'price' ? readTick(fields, time, message.seq) : readCandle(fields, time, message.seq)
}
