import type { CloseOrder, EventOf, Evidence, Tick } from '@papertape/events'
import { type Decimal, decimal } from '@papertape/money'
import { type Execution, entryExecution } from './amounts.ts'
import type { Decision } from './facts.ts'
import { type InstrumentKey, instrumentKey, type Price, priceOfTick } from './price.ts'

/**
 * Where a trade stands in the engine. `waiting`: its first eligible price has not come. `behind`: the instrument is
 * further than the trade, which has to be caught up. `entering`: the next price enters. `open`: the next price may close
 * it. `decided`: exit or miss is decided and not yet in the ledger.
 */
export type Phase = 'waiting' | 'behind' | 'entering' | 'open' | 'decided'

/** The price that decided a fill, and the accepted one before it. */
export type DecidedBy = Pick<Evidence, 'previous_tick' | 'moment'> & { tick: Tick }

/** How a trade was entered. */
export type Entry = Execution & {
  time: string
  /** The price that entered; `null` for `signal_price`, where none did. */
  by: DecidedBy | null
  /** Whether the ledger holds it: then nothing takes it back. */
  recorded: boolean
}

/** A close that awaits its first effective price; `seq` is the ledger sequence of the fact that asks for it. */
export type RequestedClose = { order: CloseOrder; seq: number }

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
  /** Prices up to this sequence are done with; while `phase` is `open`, all that the instrument has had. */
  after: number
  /** The accepted price at `after`, where it is known. */
  before: Price | null
  entry: Entry | null
  /** In ledger order. */
  closes: RequestedClose[]
  price_gap: boolean
  entryDecision: Decision | null
  /** The exit or miss. */
  endDecision: Decision | null
}

/** The order in which trades are worked through at one moment: that of their acceptances. */
export const inLedgerOrder = (a: Trade, b: Trade): number => a.accepted_seq - b.accepted_seq

const orNull = (text: string | null): Decimal | null => (text === null ? null : decimal(text))

/** The entry that a recorded fill means. */
export const entryOfFill = (fill: EventOf<'fill.recorded'>): Entry => {
  const { data } = fill
  const { tick, previous_tick, moment } = data.evidence
  return {
    price: decimal(data.price),
    quantity: decimal(data.quantity),
    notional: decimal(data.notional),
    fee: decimal(data.fee),
    time: fill.time,
    by: tick === null ? null : { tick, previous_tick, moment },
    recorded: true,
  }
}

/** The entry of a `signal_price` trade: at the signal's own price, at the acceptance; no price of the stream decides. */
export const entryAtSignal = (trade: Trade): Entry => ({
  ...entryExecution(trade.entry_price, trade.position_size, trade.fee_rate),
  time: trade.accepted.time,
  by: null,
  recorded: false,
})

/**
 * The trade that an accepted OPEN opens, not yet entered.
 * @throws RangeError for an acceptance that opens none: a CLOSE, or a record without what OPEN requires.
 */
const tradeOf = (accepted: EventOf<'signal.accepted'>, acceptedSeq: number): Trade => {
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
    before: data.last_tick === null ? null : priceOfTick(data.last_tick),
    entry: null,
    closes: [],
    price_gap: false,
    entryDecision: null,
    endDecision: null,
  }
}

/** Skips what came before a recorded entry. A candle whose open entered still has its range and close to go through. */
export const notBeforeEntry = (trade: Trade): void => {
  const { tick, moment } = trade.entry?.by ?? { tick: null, moment: null }
  if (tick === null) return
  if (moment === 'open') {
    trade.after = Math.max(trade.after, tick.seq - 1)
  } else if (trade.after < tick.seq) {
    trade.after = tick.seq
    trade.before = priceOfTick(tick)
  }
}

/** What is known of a trade beside its acceptance, after a restart. */
export type Resumption = {
  /** Its entry, when the ledger holds one. */
  entry?: EventOf<'fill.recorded'> | null
  /** The accepted price through which it is worked through; by default the acceptance's last tick. */
  mark?: Tick | null
}

/** A trade as a restart finds it. */
export const resumedTrade = (
  accepted: EventOf<'signal.accepted'>,
  acceptedSeq: number,
  { entry = null, mark = null }: Resumption,
): Trade => {
  const trade = tradeOf(accepted, acceptedSeq)
  if (mark !== null && mark.seq > trade.after) {
    trade.after = mark.seq
    trade.before = priceOfTick(mark)
  }
  if (entry !== null) {
    trade.entry = entryOfFill(entry)
    notBeforeEntry(trade)
  }
  return trade
}
