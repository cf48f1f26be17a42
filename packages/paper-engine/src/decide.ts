import type { EventOf, Tick } from '@papertape/events'
import { type Decimal, formatDecimal } from '@papertape/money'
import { worsened } from './amounts.ts'
import { type Moment, openTick, type Point, type Range } from './moment.ts'
import { type Candle, tickOf } from './price.ts'
import type { DecidedBy, RequestedClose, Trade } from './trade.ts'

type ExitStatus = 'CLOSED_TP' | 'CLOSED_SL' | 'CLOSED_EXPIRED' | 'CLOSED_SIGNAL' | 'CLOSED_MANUAL'
export type MissReason = EventOf<'entry.missed'>['data']['reason']

/** What happens to one trade at one moment. */
export type Outcome =
  | { kind: 'entry'; price: Decimal }
  | { kind: 'missed'; reason: MissReason; close: RequestedClose | null }
  | {
      kind: 'exit'
      status: ExitStatus
      price: Decimal
      gapped: boolean
      ambiguous: boolean
      close: RequestedClose | null
    }

/** An outcome with the price that decided it. */
export type Finding = { outcome: Outcome; by: DecidedBy }

/** A candle counts whole for trades accepted by its open; for the others it is no more than its close. */
const countsWhole = (trade: Trade, candle: Candle): boolean => candle.opened_at >= trade.accepted.time

const isExpired = (trade: Trade, time: string): boolean => trade.expires_at !== null && time >= trade.expires_at

const takesProfit = ({ direction, take_profit }: Trade, high: Decimal, low: Decimal): boolean =>
  take_profit !== null && (direction === 'LONG' ? high >= take_profit : low <= take_profit)

const stopsOut = ({ direction, stop_loss }: Trade, high: Decimal, low: Decimal): boolean =>
  stop_loss !== null && (direction === 'LONG' ? low <= stop_loss : high >= stop_loss)

/** The first close in ledger order that is effective here; inside a candle, none reaches back before its acceptance. */
const effectiveClose = (trade: Trade, { name, seq, time }: Point): RequestedClose | null =>
  trade.closes.find(({ order }) => seq > order.ticks_after && (name !== 'open' || time >= order.time)) ?? null

const exitSide = (trade: Trade): 'buy' | 'sell' => (trade.direction === 'LONG' ? 'sell' : 'buy')

const marketExit = (trade: Trade, price: Decimal): Decimal => worsened(price, exitSide(trade), trade.slippage_bps)

const exit = (
  status: ExitStatus,
  price: Decimal,
  details: { gapped?: boolean; ambiguous?: boolean; close?: RequestedClose } = {},
): Outcome => ({ kind: 'exit', status, price, gapped: false, ambiguous: false, close: null, ...details })

/** Rule 4: expiry, take profit, stop loss, then a requested close. */
const exitAtPoint = (trade: Trade, point: Point): Outcome | null => {
  const { price } = point
  const { take_profit, stop_loss } = trade
  if (isExpired(trade, point.time)) return exit('CLOSED_EXPIRED', marketExit(trade, price))
  if (take_profit !== null && takesProfit(trade, price, price)) {
    return exit('CLOSED_TP', take_profit, { gapped: price !== take_profit })
  }
  if (stopsOut(trade, price, price)) {
    return exit('CLOSED_SL', marketExit(trade, price), { gapped: price !== stop_loss })
  }
  const close = effectiveClose(trade, point)
  return close === null ? null : exit(close.order.status, marketExit(trade, price), { close })
}

/** Rule 10, the range: the price went through every level it reached, the stop first where both were. */
const exitInRange = (trade: Trade, { high, low }: Range): Outcome | null => {
  const profit = takesProfit(trade, high, low)
  if (trade.stop_loss !== null && stopsOut(trade, high, low)) {
    return exit('CLOSED_SL', marketExit(trade, trade.stop_loss), { ambiguous: profit })
  }
  return trade.take_profit !== null && profit ? exit('CLOSED_TP', trade.take_profit) : null
}

/**
 * Rule 2, `next_tick`: whether the price has gone past expiry or a level is judged on the price alone, as it is after
 * the entry. Spread and slippage decide only what the entry costs, even when they put it beyond a level: a trade that
 * they turn into a loss is booked as that loss, not left out.
 */
const enterAt = (trade: Trade, point: Point): Outcome => {
  const { price } = point
  if (isExpired(trade, point.time)) return { kind: 'missed', reason: 'EXPIRED', close: null }
  if (takesProfit(trade, price, price)) return { kind: 'missed', reason: 'TAKE_PROFIT', close: null }
  if (stopsOut(trade, price, price)) return { kind: 'missed', reason: 'STOP_LOSS', close: null }
  const close = effectiveClose(trade, point)
  if (close !== null) return { kind: 'missed', reason: 'CLOSED', close }
  const [side, quote] = trade.direction === 'LONG' ? (['buy', point.ask] as const) : (['sell', point.bid] as const)
  return { kind: 'entry', price: worsened(quote ?? price, side, trade.slippage_bps) }
}

/** The accepted price before the moment: within a candle its open, else the one before, else the signal's last tick. */
const previousTick = (trade: Trade, moment: Moment): Tick | null => {
  if (moment.candle !== null && moment.name !== 'open' && countsWhole(trade, moment.candle)) {
    return openTick(moment.candle)
  }
  const { last_tick, ticks_after } = trade.accepted.data
  const tick = moment.before !== null && moment.before.seq > ticks_after ? tickOf(moment.before) : last_tick
  // Without quotes: a new owner knows the price before its first one from a mark, and marks hold none.
  return tick === null ? null : { price: tick.price, time: tick.time, seq: tick.seq }
}

/** The side of a range that reached the level: its high or its low, as a tick of the candle. */
const reachedTick = (trade: Trade, { candle, time, seq }: Range, outcome: Outcome): Tick => {
  const stopped = outcome.kind === 'exit' && outcome.status === 'CLOSED_SL'
  const price = (trade.direction === 'LONG') === stopped ? candle.low : candle.high
  return { price: formatDecimal(price), time, seq }
}

/** What happens to a trade at a moment, or `null`. Pure; the only place where the rules of filling stand. */
export const findAt = (trade: Trade, moment: Moment): Finding | null => {
  const { candle, name } = moment
  if (candle !== null && name !== 'close' && !countsWhole(trade, candle)) return null
  if (moment.name === 'range') {
    const outcome = trade.entry === null ? null : exitInRange(trade, moment)
    if (outcome === null) return null
    const tick = reachedTick(trade, moment, outcome)
    return { outcome, by: { tick, previous_tick: previousTick(trade, moment), moment: 'range' } }
  }
  // Entered at this very open, before a restart or a late CLOSE: only the candle's later moments are left.
  if (moment.name === 'open' && trade.entry?.by?.tick.seq === moment.seq) return null
  const outcome = trade.entry === null ? enterAt(trade, moment) : exitAtPoint(trade, moment)
  if (outcome === null) return null
  return { outcome, by: { tick: moment.tick, previous_tick: previousTick(trade, moment), moment: moment.name } }
}
