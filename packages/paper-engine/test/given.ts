import type { CloseOrder, EventOf } from '@papertape/events'
import { anAcceptedSignal, aRegistration, closeOrderIn, EPOCH_START } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import {
  type Candle,
  createEngine,
  type Decision,
  type Engine,
  instrumentKey,
  type Price,
  type PriceTick,
} from '../src/index.ts'

export type Accepted = EventOf<'signal.accepted'>
type AcceptedGiven = Parameters<typeof anAcceptedSignal>[0]

/** The instrument of every builder here. */
export const KEY = instrumentKey('binance', 'BTCUSDT')

/** So many seconds after the start of all builders. */
export const second = (seconds: number): string => new Date(Date.parse(EPOCH_START) + seconds * 1000).toISOString()

/** A policy with the defaults but for what is given. */
export const aPolicy = (given: Record<string, unknown> = {}) => aRegistration({ policy: given }).policy

/** LONG: entry 100, take profit 110, stop 95. */
export const aLong = (given: AcceptedGiven = {}): Accepted => anAcceptedSignal(given)

/** SHORT: entry 100, take profit 90, stop 105. */
export const aShort = (given: AcceptedGiven = {}): Accepted =>
  anAcceptedSignal({ direction: 'SHORT', take_profit: '90', stop_loss: '105', ...given })

/** An accepted CLOSE of everything the bot has open in the instrument. */
export const aClose = (given: AcceptedGiven = {}): Accepted =>
  anAcceptedSignal({
    action: 'CLOSE',
    signal_id: 'close',
    direction: null,
    entry_price: null,
    take_profit: null,
    stop_loss: null,
    trade_id: null,
    ...given,
    input: { stream: 'SIGNALS', epoch: 'e1', seq: 1_000, received_at: EPOCH_START, ...given?.input },
  })

/** What {@link aClose} asks for. */
export const aCloseOrder = (given: AcceptedGiven = {}): CloseOrder => closeOrderIn(aClose(given))

/** A tick; its time is as many seconds after the start as its sequence, unless given. */
export const aTick = (
  seq: number,
  price: string,
  { time = second(seq), bid = null, ask = null }: { time?: string; bid?: string | null; ask?: string | null } = {},
): PriceTick => ({
  kind: 'tick',
  price: decimal(price),
  bid: bid === null ? null : decimal(bid),
  ask: ask === null ? null : decimal(ask),
  time,
  seq,
})

/** A one-minute candle that opens so many minutes after the start. */
export const aCandle = (
  seq: number,
  minute: number,
  [open, high, low, close]: [string, string, string, string],
): Candle => ({
  kind: 'candle',
  open: decimal(open),
  high: decimal(high),
  low: decimal(low),
  close: decimal(close),
  opened_at: second(minute * 60),
  time: second(minute * 60 + 60),
  seq,
})

/** Works an engine through prices of the instrument. */
export const advanceAll = (engine: Engine, prices: Iterable<Price>): Decision[] =>
  [...prices].flatMap((price) => [...engine.advance(KEY, price)])

/** All that one trade comes to on the given prices, the entry of `signal_price` included. */
export const decisionsOf = (accepted: Accepted, prices: Iterable<Price>): Decision[] => {
  const engine = createEngine({ position: 0 })
  return [engine.open(accepted, 1) ?? [], advanceAll(engine, prices)].flat()
}

/** The one fill of a leg among decisions. */
export const fillOf = (decisions: readonly Decision[], leg: 'entry' | 'exit') => {
  const found = decisions.flatMap(({ fact }) => (fact.type === 'fill.recorded' && fact.data.leg === leg ? [fact] : []))
  const [fill, another] = found
  if (fill === undefined || another !== undefined) throw new Error(`${found.length} ${leg} fills`)
  return fill
}

/** The exit of one trade on the given prices. */
export const exitOf = (accepted: Accepted, prices: Iterable<Price>) => fillOf(decisionsOf(accepted, prices), 'exit')

/** The statuses and reasons in order, such as `OPEN`, `CLOSED_TP` or `missed EXPIRED`. */
export const endsOf = (decisions: readonly Decision[]): string[] =>
  decisions.map(({ fact }) => (fact.type === 'fill.recorded' ? fact.data.status : `missed ${fact.data.reason}`))

/** The fact as the ledger would hold it. */
export const recorded = (decision: Decision | null | undefined): EventOf<'fill.recorded'> => {
  if (decision?.fact.type !== 'fill.recorded') throw new Error('no fill')
  return { ...decision.fact, recorded_at: EPOCH_START }
}
