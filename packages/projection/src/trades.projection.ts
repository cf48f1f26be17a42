import type { EventOf } from '@papertape/events'
import { decimal, formatDecimal, quotient } from '@papertape/money'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'

export type TradeRow = WrittenRow<'trades'>

/** What a fact did to a trade; `trade` is the row behind it. */
export type TradeStep = { kind: 'accepted' | 'entered' | 'missed' | 'closed'; trade: TradeRow }

/** Facts that cannot follow what the ledger holds, such as a second exit; the first fact stands. */
export type TradeOutcome = TradeStep | 'contradiction' | null

type Fill = EventOf<'fill.recorded'>

const perCent = (part: string, whole: string): string => formatDecimal(quotient(decimal(part) * 100n, decimal(whole)))
const added = (a: string, b: string): string => formatDecimal(decimal(a) + decimal(b))

const waitingTrade = (
  { time, data }: EventOf<'signal.accepted'>,
  bot: BotIdentity,
  seq: number,
): TradeRow | 'contradiction' => {
  const { trade_id, direction, entry_price } = data
  if (trade_id === null || direction === null || entry_price === null) return 'contradiction'
  return {
    trade_id,
    bot_id: bot.bot_id,
    signal_id: data.signal_id,
    symbol: data.symbol,
    venue: data.venue,
    market_type: data.market_type,
    direction,
    strategy: data.strategy,
    confidence: data.confidence,
    status: 'WAITING',
    position_size: data.position_size,
    quantity: null,
    entry_price: null,
    exit_price: null,
    take_profit: data.take_profit,
    stop_loss: data.stop_loss,
    entry_time: null,
    exit_time: null,
    duration_seconds: null,
    gross_pnl: null,
    entry_fee: null,
    exit_fee: null,
    fees: null,
    realized_pnl: null,
    realized_pnl_pct: null,
    ambiguous: false,
    price_gap: false,
    mode: bot.mode,
    signal_price: entry_price,
    entry_rule: data.policy.entry,
    expires_at: data.expires_at,
    policy_hash: data.policy_hash,
    missed_reason: null,
    closed_by: null,
    partition: bot.partition,
    run: data.run,
    public: bot.public,
    accepted_at: time,
    opened_at: time,
    accepted_seq: seq,
    entry_seq: null,
    close_seq: null,
    exit_seq: null,
  }
}

const entered = (trade: TradeRow, { time, data }: Fill, seq: number): TradeRow => ({
  ...trade,
  status: data.status,
  quantity: data.quantity,
  entry_price: data.price,
  entry_time: time,
  entry_fee: data.fee,
  fees: data.fee,
  price_gap: data.price_gap,
  opened_at: time,
  entry_seq: seq,
})

/** The ledger sequences of an end, and of what asked for it. */
type EndSeqs = Pick<TradeRow, 'exit_seq' | 'close_seq'>

const closed = (
  trade: TradeRow,
  { time, data }: Fill,
  exit: NonNullable<Fill['data']['exit']>,
  seqs: EndSeqs,
): TradeRow => ({
  ...trade,
  status: data.status,
  exit_price: data.price,
  exit_time: time,
  duration_seconds: (Date.parse(time) - Date.parse(exit.entry_time)) / 1000,
  gross_pnl: exit.gross_pnl,
  exit_fee: data.fee,
  fees: added(exit.entry_fee, data.fee),
  realized_pnl: exit.realized_pnl,
  realized_pnl_pct: perCent(exit.realized_pnl, trade.position_size),
  ambiguous: data.ambiguous,
  price_gap: trade.price_gap || data.price_gap,
  closed_by: exit.closed_by,
  ...seqs,
})

const missed = (trade: TradeRow, { time, data }: EventOf<'entry.missed'>, seqs: EndSeqs): TradeRow => ({
  ...trade,
  status: 'NOT_ENTERED',
  missed_reason: data.reason,
  price_gap: data.price_gap,
  opened_at: time,
  ...seqs,
})

/** Finds the ledger sequence of the fact that asked for a trade's close and caused its end. */
type CloseSeqOf = (tradeId: string, cause: string | null) => number | null

/** Table `trades`; keeps those without an end, so that memory grows with open trades and not with history. */
export const tradesProjection = (unfinished: readonly TradeRow[]) => {
  const open = new Map(unfinished.map((row) => [row.trade_id, row]))
  const changed = pendingRows<TradeRow>()

  const keep = (kind: TradeStep['kind'], trade: TradeRow): TradeStep => {
    if (kind === 'closed' || kind === 'missed') open.delete(trade.trade_id)
    else open.set(trade.trade_id, trade)
    changed.put(trade.trade_id, trade)
    return { kind, trade }
  }
  const applyFill = (fill: Fill, seq: number, closeSeqOf: CloseSeqOf): TradeOutcome => {
    const trade = open.get(fill.data.trade_id)
    const { exit } = fill.data
    if (exit === null) return trade?.status === 'WAITING' ? keep('entered', entered(trade, fill, seq)) : 'contradiction'
    if (trade?.status !== 'OPEN') return 'contradiction'
    const seqs = { exit_seq: seq, close_seq: closeSeqOf(trade.trade_id, fill.cause) }
    return keep('closed', closed(trade, fill, exit, seqs))
  }
  return {
    apply({ event, seq }: Fact, bot: BotIdentity | undefined, closeSeqOf: CloseSeqOf): TradeOutcome {
      switch (event.type) {
        case 'signal.accepted': {
          if (event.data.action === 'CLOSE') return null
          const trade = bot === undefined ? 'contradiction' : waitingTrade(event, bot, seq)
          if (trade === 'contradiction' || open.has(trade.trade_id)) return 'contradiction'
          return keep('accepted', trade)
        }
        case 'fill.recorded':
          return applyFill(event, seq, closeSeqOf)
        case 'entry.missed': {
          const trade = open.get(event.data.trade_id)
          if (trade?.status !== 'WAITING') return 'contradiction'
          const seqs = { exit_seq: seq, close_seq: closeSeqOf(trade.trade_id, event.cause) }
          return keep('missed', missed(trade, event, seqs))
        }
        default:
          return null
      }
    },
    take: changed.take,
  }
}
