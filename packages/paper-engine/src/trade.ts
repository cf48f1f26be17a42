import type { EventOf, Tick } from '@papertape/events'
import { type Decimal, decimal } from '@papertape/money'
import { type Execution, entryExecution } from './amounts.ts'
import type { Decision } from './facts.ts'
import { type InstrumentKey, instrumentKey } from './price.ts'

/**
 * Where a trade stands in the engine. `waiting`: its first eligible price has not come. `behind`: the instrument is
 * further than the trade, which has to be caught up. `entering`: the next price enters. `open`: the next price may close
 * it. `decided`: exit or miss is decided and not yet in the ledger.
 */
export type Phase = 'waiting' | 'behind' | 'entering' | 'open' | 'decided'

/** How a trade was entered. */
export type Entry = Execution & {
  time: string
  /** The price that entered; `null` for `signal_price`, where none did. */
  tick: Tick | null
  /** Which moment of a candle it was. */
  moment: 'open' | 'close' | null
  /** Whether the ledger holds it: then nothing takes it back. */
  recorded: boolean
}

/** A CLOSE that awaits its first effective price. */
export type RequestedClose = { close: EventOf<'signal.accepted'>; seq: number }

/** One accepted OPEN, its decimals parsed once. Mutable inside the engine, to be read only outside. */
export type Trade = {
  readonly trade_id: string
  readonly bot_id: string
  readonly key: InstrumentKey
  readonly accepted: EventOf<'signal.accepted'>
  /** Ledger sequence of `accepted`. */
  readonly accepted_seq: number
  readonly direction: 'LONG' | 'SHORT'
  /** The signal's own price. */
  readonly entry_price: Decimal
  readonly take_profit: Decimal | null
  readonly stop_loss: Decimal | null
  readonly expires_at: string | null
  readonly position_size: Decimal
  readonly fee_rate: Decimal
  /** Zero under `signal_price`: only `next_tick` trades pay it. */
  readonly slippage_bps: Decimal
  phase: Phase
  /** Prices up to this sequence are done with, unless `phase` is `entering` or `open`: then all heard ones are. */
  after: number
  /** The accepted price at `after`, where it is known. */
  before: Tick | null
  entry: Entry | null
  /** In ledger order. */
  closes: RequestedClose[]
  price_gap: boolean
  entryDecision: Decision | null
  /** The exit or miss. */
  endDecision: Decision | null
}

const orNull = (text: string | null): Decimal | null => (text === null ? null : decimal(text))

/** The entry that a recorded fill means. */
export const entryOfFill = (fill: EventOf<'fill.recorded'>): Entry => {
  const { data } = fill
  const { moment, tick } = data.evidence
  return {
    price: decimal(data.price),
    quantity: decimal(data.quantity),
    notional: decimal(data.notional),
    fee: decimal(data.fee),
    time: fill.time,
    tick,
    moment: moment === 'range' ? null : moment,
    recorded: true,
  }
}

/** The entry of a `signal_price` trade: at the signal's own price, at the acceptance; no price of the stream decides. */
export const entryAtSignal = (trade: Trade): Entry => ({
  ...entryExecution(trade.entry_price, trade.position_size, trade.fee_rate),
  time: trade.accepted.time,
  tick: null,
  moment: null,
  recorded: false,
})

/**
 * The trade that an accepted OPEN opens, not yet entered.
 * @throws RangeError for an acceptance that opens none: a CLOSE, or a record without what OPEN requires.
 */
export const tradeOf = (accepted: EventOf<'signal.accepted'>, acceptedSeq: number): Trade => {
  const { data } = accepted
  const { direction, entry_price, trade_id, policy } = data
  if (data.action !== 'OPEN' || trade_id === null || direction === null || entry_price === null) {
    throw new RangeError(`signal.accepted ${accepted.id} opens no trade`)
  }
  return {
    trade_id,
    bot_id: accepted.bot_id,
    key: instrumentKey(data.venue, data.symbol),
    accepted,
    accepted_seq: acceptedSeq,
    direction,
    entry_price: decimal(entry_price),
    take_profit: orNull(data.take_profit),
    stop_loss: orNull(data.stop_loss),
    expires_at: data.expires_at,
    position_size: decimal(data.position_size),
    fee_rate: decimal(policy.taker_fee_rate),
    slippage_bps: policy.entry === 'next_tick' ? decimal(policy.slippage_bps) : 0n,
    phase: 'waiting',
    after: data.ticks_after,
    before: data.last_tick,
    entry: null,
    closes: [],
    price_gap: false,
    entryDecision: null,
    endDecision: null,
  }
}

/** Skips what came before a recorded entry. A candle whose open entered still has its range and close to go through. */
export const notBeforeEntry = (trade: Trade): void => {
  const { tick, moment } = trade.entry ?? { tick: null, moment: null }
  if (tick === null) return
  const doneThrough = moment === 'open' ? tick.seq - 1 : tick.seq
  if (trade.after >= doneThrough) return
  trade.after = doneThrough
  trade.before = tick
}
