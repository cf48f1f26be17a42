import { decimal, formatDecimal } from '@papertape/money'
import type { Price } from '../src/index.ts'
import type { Accepted } from './given.ts'

/** A close that was asked for, and how the trade ends that it closes. In ledger order. */
export type Asked = { ticks_after: number; time: string; ends: 'CLOSED_SIGNAL' | 'CLOSED_MANUAL' }

/** What the rules come to for one trade, in words that compare well. */
export type Said = {
  trade: string
  what: string
  price: string | null
  time: string
  seq: number
  moment: string | null
  gapped: boolean
  ambiguous: boolean
  previous: number | null
}

type Stop = {
  moment: 'open' | 'range' | 'close' | null
  price: bigint
  low: bigint
  high: bigint
  time: string
  seq: number
  previous: number | null
  quotes: { bid: bigint | null; ask: bigint | null }
}

const max = (a: string, b: string) => (a < b ? b : a)

/** The stops that a price makes for a trade accepted at a time: one for a tick, three or one for a candle. */
const stopsOf = (price: Price, acceptedAt: string, previous: number | null): Stop[] => {
  const { seq, time } = price
  const none = { bid: null, ask: null }
  if (price.kind === 'tick') {
    const at = price.price
    return [
      { moment: null, price: at, low: at, high: at, time, seq, previous, quotes: { bid: price.bid, ask: price.ask } },
    ]
  }
  const { open, high, low, close, opened_at } = price
  if (opened_at < acceptedAt)
    return [{ moment: 'close', price: close, low: close, high: close, time, seq, previous, quotes: none }]
  return [
    { moment: 'open', price: open, low: open, high: open, time: opened_at, seq, previous, quotes: none },
    { moment: 'range', price: 0n, low, high, time, seq, previous: seq, quotes: none },
    { moment: 'close', price: close, low: close, high: close, time, seq, previous: seq, quotes: none },
  ]
}

/**
 * CONTRACT section 3 as a plain walk along the whole tape, one trade at a time: no heaps, no phases, nothing shared with
 * the engine but the reading of decimals.
 */
export const reference = (open: Accepted, closes: readonly Asked[], prices: readonly Price[]): Said[] => {
  const { data } = open
  const trade = data.signal_id
  const long = data.direction === 'LONG'
  const target = data.take_profit === null ? null : decimal(data.take_profit)
  const stopLoss = data.stop_loss === null ? null : decimal(data.stop_loss)
  const next = data.policy.entry === 'next_tick'
  const bps = next ? decimal(data.policy.slippage_bps) : 0n
  const slip = (price: bigint, buys: boolean) => {
    // All test slippages divide evenly, so that no rounding rule is repeated here.
    const moved = (price * bps) / decimal('10000')
    return buys ? price + moved : price - moved
  }
  const said: Said[] = []
  let enteredAt: string | null = null
  const say = (what: string, price: bigint | null, stop: Stop, gapped = false, ambiguous = false): Said[] => {
    const { seq, moment, previous } = stop
    const time = max(stop.time, enteredAt ?? open.time)
    said.push({
      trade,
      what,
      price: price === null ? null : formatDecimal(price),
      time,
      seq,
      moment,
      gapped,
      ambiguous,
      previous,
    })
    return said
  }
  if (!next) {
    enteredAt = open.time
    const previous = data.last_tick?.seq ?? null
    said.push({
      trade,
      what: 'OPEN',
      price: data.entry_price,
      time: open.time,
      seq: 0,
      moment: null,
      gapped: false,
      ambiguous: false,
      previous,
    })
  }
  let before = data.last_tick?.seq ?? null
  for (const price of prices) {
    if (price.seq <= data.ticks_after) continue
    for (const stop of stopsOf(price, open.time, before)) {
      const expired = stop.moment !== 'range' && data.expires_at !== null && data.expires_at <= stop.time
      const wins = target !== null && (long ? target <= stop.high : target >= stop.low)
      const loses = stopLoss !== null && (long ? stopLoss >= stop.low : stopLoss <= stop.high)
      const asked =
        stop.moment === 'range'
          ? undefined
          : closes.find((close) => close.ticks_after < stop.seq && (stop.moment !== 'open' || close.time <= stop.time))
      if (enteredAt === null) {
        const missed = expired ? 'EXPIRED' : wins ? 'TAKE_PROFIT' : loses ? 'STOP_LOSS' : asked ? 'CLOSED' : null
        if (missed !== null) return say(missed, null, stop)
        say('OPEN', slip((long ? stop.quotes.ask : stop.quotes.bid) ?? stop.price, long), stop)
        enteredAt = max(stop.time, open.time)
        continue
      }
      if (expired) return say('CLOSED_EXPIRED', slip(stop.price, !long), stop)
      if (stop.moment === 'range') {
        if (loses && stopLoss !== null) return say('CLOSED_SL', slip(stopLoss, !long), stop, false, wins)
        if (wins) return say('CLOSED_TP', target, stop)
        continue
      }
      if (wins) return say('CLOSED_TP', target, stop, stop.price !== target)
      if (loses) return say('CLOSED_SL', slip(stop.price, !long), stop, stop.price !== stopLoss)
      if (asked) return say(asked.ends, slip(stop.price, !long), stop)
    }
    before = price.seq
  }
  return said
}
