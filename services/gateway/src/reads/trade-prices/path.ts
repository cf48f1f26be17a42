import type { Decimal } from '@papertape/money'
import { decimal, toNumber } from '@papertape/money'
import { acceptTick, type Price, readPriceMessage } from '@papertape/paper-engine'
import type { TapeMessage } from '@papertape/tape'
import type { Span } from './span.ts'

type Point = { time: string; value: number }

/** The accepted prices of a span, heard in the order of their stream. */
export type Path = {
  hear: (message: Pick<TapeMessage, 'seq' | 'receivedAtMs' | 'text'>) => 'more' | 'enough'
  points: readonly Point[]
  readonly ticks: number
  /** The sequence up to which it was heard. */
  readonly heardTo: number
  /** Extremes while the trade was open, of prices in between and those given. */
  rangeWith: (...prices: readonly string[]) => { highest: Decimal; lowest: Decimal } | null
}

/** When a price was there, by the clock of its span. */
export const momentMs = (span: Pick<Span, 'stream'>, price: Price, receivedAtMs: number): number =>
  span.stream === 'REPLAYS' ? Date.parse(price.time) : receivedAtMs

/** A price message as the trading services read it; `null` where it is none. */
export const priceOf = (span: Pick<Span, 'stream'>, message: Pick<TapeMessage, 'seq' | 'receivedAtMs' | 'text'>) => {
  const { seq, receivedAtMs } = message
  const read = readPriceMessage({ text: message.text(), seq, receivedAtMs, replay: span.stream === 'REPLAYS' })
  return read.kind === 'ignored' ? null : read
}

const pointsOf = (price: Price): Point[] => {
  const at = (time: string, value: Decimal): Point => ({ time, value: toNumber(value) })
  if (price.kind === 'tick') return [at(price.time, price.price)]
  const { opened_at, time, open, high, low, close } = price
  return [at(opened_at, open), at(time, high), at(time, low), at(time, close)]
}

/** Collects the prices of a span. `entryTime` is when the trade was entered, RFC 3339; `null` where it never was. */
export const createPath = (span: Span, entryTime: string | null): Path => {
  const points: Point[] = []
  let ticks = 0
  let heardTo = 0
  let lastTime: string | null = null
  let highest: Decimal | null = null
  let lowest: Decimal | null = null

  const take = (high: Decimal, low: Decimal): void => {
    if (highest === null || high > highest) highest = high
    if (lowest === null || low < lowest) lowest = low
  }
  /** A candle counts whole where it lies whole in the trade, else its close; that of the exit ends within it. */
  const measure = (price: Price): void => {
    if (entryTime === null || price.seq < span.entrySeq || price.seq <= span.after) return
    if (span.exitSeq !== null && price.seq >= span.exitSeq) return
    if (price.kind === 'tick') take(price.price, price.price)
    else if (price.opened_at >= entryTime) take(price.high, price.low)
    else take(price.close, price.close)
  }

  return {
    points,
    get ticks() {
      return ticks
    },
    get heardTo() {
      return heardTo
    },
    hear: (message) => {
      heardTo = message.seq
      const price = priceOf(span, message)
      if (price === null) return 'more'
      const receivedAtMs = span.stream === 'REPLAYS' ? null : message.receivedAtMs
      if (acceptTick(lastTime, price, receivedAtMs) !== 'accepted') return 'more'
      lastTime = price.time
      const ms = momentMs(span, price, message.receivedAtMs)
      if (price.seq <= span.after && ms < span.fromMs) return 'more'
      const isBehind = span.exitSeq !== null && price.seq > span.exitSeq
      if (isBehind && span.toMs !== null && ms > span.toMs) return 'enough'
      ticks += 1
      points.push(...pointsOf(price))
      measure(price)
      return 'more'
    },
    rangeWith: (...prices) => {
      for (const price of prices) take(decimal(price), decimal(price))
      return highest === null || lowest === null ? null : { highest, lowest }
    },
  }
}
