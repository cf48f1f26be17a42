import type { Tick } from '@papertape/events'
import { type Decimal, decimal, formatDecimal } from '@papertape/money'

/** One price of one instrument, read once: decimals parsed, `time` RFC 3339 UTC with milliseconds (sortable as text). */
export type PriceTick = {
  kind: 'tick'
  price: Decimal
  bid: Decimal | null
  ask: Decimal | null
  time: string
  /** Its place in the stream; the only order there is. */
  seq: number
}

/** Open, high, low and close of one interval (replay only). `time` is the close, `opened_at` the close − interval. */
export type Candle = {
  kind: 'candle'
  open: Decimal
  high: Decimal
  low: Decimal
  close: Decimal
  opened_at: string
  time: string
  seq: number
}

/** What an instrument's stream consists of. */
export type Price = PriceTick | Candle

/** Venue and symbol in one string, for maps; opaque. */
export type InstrumentKey = string

/** The key of an instrument. The venue's length leads, so that no two pairs share a key whatever characters they hold. */
export const instrumentKey = (venue: string, symbol: string): InstrumentKey => `${venue.length}:${venue}${symbol}`

/** Venue and symbol of a key. */
export const instrumentOfKey = (key: InstrumentKey): { venue: string; symbol: string } => {
  const start = key.indexOf(':') + 1
  const cut = start + Number.parseInt(key, 10)
  return { venue: key.slice(start, cut), symbol: key.slice(cut) }
}

/** A price as events record it; a candle stands for its close. Quotes are kept, for they may have decided the entry. */
export const tickOf = (price: Price): Tick => {
  if (price.kind === 'candle') return { price: formatDecimal(price.close), time: price.time, seq: price.seq }
  return {
    price: formatDecimal(price.price),
    time: price.time,
    seq: price.seq,
    ...(price.bid === null ? {} : { bid: formatDecimal(price.bid) }),
    ...(price.ask === null ? {} : { ask: formatDecimal(price.ask) }),
  }
}

/** The price that a recorded tick or mark means. */
export const priceOfTick = (tick: Tick): PriceTick => ({
  kind: 'tick',
  price: decimal(tick.price),
  bid: tick.bid === undefined ? null : decimal(tick.bid),
  ask: tick.ask === undefined ? null : decimal(tick.ask),
  time: tick.time,
  seq: tick.seq,
})
