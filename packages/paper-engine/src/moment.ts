import type { Tick } from '@papertape/events'
import { type Decimal, formatDecimal } from '@papertape/money'
import { type Candle, type Price, tickOf } from './price.ts'

/** A moment with one price at which something can be bought or sold: a tick, or a candle's open or close. */
export type Point = {
  name: null | 'open' | 'close'
  price: Decimal
  bid: Decimal | null
  ask: Decimal | null
  high: Decimal
  low: Decimal
  time: string
  seq: number
  /** The deciding tick, as evidence. */
  tick: Tick
  /** The instrument's accepted price before this one, where one was heard. */
  before: Price | null
  /** The candle it is a moment of; `null` for a tick. */
  candle: Candle | null
}

/** What lies between a candle's open and close: somewhere each price from low to high, in unknown order. */
export type Range = Omit<Point, 'name' | 'price' | 'bid' | 'ask' | 'tick' | 'candle'> & {
  name: 'range'
  candle: Candle
}

/** What a trade is asked at. A tick is one moment, a candle three. */
export type Moment = Point | Range

const pointOfCandle = (candle: Candle, name: 'open' | 'close', before: Price | null): Point => {
  const price = candle[name]
  const time = name === 'open' ? candle.opened_at : candle.time
  const { seq } = candle
  const tick = { price: formatDecimal(price), time, seq }
  return { name, price, bid: null, ask: null, high: price, low: price, time, seq, tick, before, candle }
}

/** The moments of a price, in order. */
export const momentsOf = (price: Price, before: Price | null): readonly Moment[] => {
  if (price.kind === 'tick') {
    const { price: at, bid, ask, time, seq } = price
    return [
      { name: null, price: at, bid, ask, high: at, low: at, time, seq, tick: tickOf(price), before, candle: null },
    ]
  }
  const { high, low, time, seq } = price
  return [
    pointOfCandle(price, 'open', before),
    { name: 'range', high, low, time, seq, before, candle: price },
    pointOfCandle(price, 'close', before),
  ]
}

/** A candle's open, as the tick that it was. */
export const openTick = (candle: Candle): Tick => ({
  price: formatDecimal(candle.open),
  time: candle.opened_at,
  seq: candle.seq,
})
