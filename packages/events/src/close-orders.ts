import type { EventOf, LedgerEvent } from './catalogue.ts'
import type { Tick } from './signal-events.ts'

/** The facts that can ask for trades to be closed; not each of them does. */
export type ClosingFact = EventOf<'signal.accepted'> | EventOf<'trade.close_requested'> | EventOf<'bot.stopped'>

/** What a fact asks to be closed, each trade at its first eligible tick behind `ticks_after`. */
export type CloseOrder = {
  /** Id of the fact: the cause of the exits. */
  id: string
  bot_id: string
  /** When it counts; only a candle, which live prices never are, asks for more than `ticks_after`. */
  time: string
  /** How the trades end that it closes. */
  status: 'CLOSED_SIGNAL' | 'CLOSED_MANUAL'
  /** The CLOSE signal, where it is one. */
  signal_id: string | null
  run: string | null
  /** What it is narrowed down to; `null` = any. */
  venue: string | null
  symbol: string | null
  direction: 'LONG' | 'SHORT' | null
  opens_signal_id: string | null
  trade_id: string | null
  ticks_epoch: string
  ticks_after: number
  /** The instrument's last accepted tick through `ticks_after`, `null` where there was none; not every fact tells. */
  last_tick: Tick | null | 'untold'
}

/** An operator's or an alarm's: of live prices, and knowing nothing of one instrument's ticks. */
const manual = (
  { id, bot_id, time }: ClosingFact,
  { ticks_epoch, ticks_after }: { ticks_epoch: string; ticks_after: number },
  trade_id: string | null,
): CloseOrder => ({
  id,
  bot_id,
  time,
  status: 'CLOSED_MANUAL',
  signal_id: null,
  run: null,
  venue: null,
  symbol: null,
  direction: null,
  opens_signal_id: null,
  trade_id,
  ticks_epoch,
  ticks_after,
  last_tick: 'untold',
})

/** Whether a fact is of a type that can ask for closes. */
export const isClosingFact = (fact: LedgerEvent): fact is ClosingFact =>
  fact.type === 'signal.accepted' || fact.type === 'trade.close_requested' || fact.type === 'bot.stopped'

/** What a fact asks to be closed, `null` where nothing. */
export const closeOrderOf = (fact: LedgerEvent): CloseOrder | null => {
  switch (fact.type) {
    case 'signal.accepted': {
      const { id, bot_id, time, data } = fact
      if (data.action !== 'CLOSE') return null
      const { signal_id, run, venue, symbol, direction, opens_signal_id, ticks_epoch, ticks_after, last_tick } = data
      const narrowed = { venue, symbol, direction, opens_signal_id, trade_id: null }
      return {
        id,
        bot_id,
        time,
        status: 'CLOSED_SIGNAL',
        signal_id,
        run,
        ...narrowed,
        ticks_epoch,
        ticks_after,
        last_tick,
      }
    }
    case 'trade.close_requested':
      return manual(fact, fact.data, fact.data.trade_id)
    case 'bot.stopped':
      return fact.data.close_open_trades === undefined ? null : manual(fact, fact.data.close_open_trades, null)
    default:
      return null
  }
}

/** What a close order looks at in a trade. */
export type ClosableTrade = {
  trade_id: string
  bot_id: string
  signal_id: string
  venue: string
  symbol: string
  direction: 'LONG' | 'SHORT'
  run: string | null
}

/** Whether an order is meant for a trade, which must have been accepted before it in the ledger: that is the caller's to know. */
export const isMeantFor = (order: CloseOrder, trade: ClosableTrade): boolean =>
  order.bot_id === trade.bot_id &&
  order.run === trade.run &&
  (order.venue ?? trade.venue) === trade.venue &&
  (order.symbol ?? trade.symbol) === trade.symbol &&
  (order.direction ?? trade.direction) === trade.direction &&
  (order.opens_signal_id ?? trade.signal_id) === trade.signal_id &&
  (order.trade_id ?? trade.trade_id) === trade.trade_id
