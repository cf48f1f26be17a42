import type { BotMode, ClosingFact, EventOf, Policy, TradeStatus } from '@papertape/events'
import { boolean, doubleOrNull, integer, json, sequence, sequenceOrNull, table, text, textOrNull } from '../table.ts'

/**
 * One row per accepted OPEN. Status WAITING until its entry is decided; lists leave WAITING out. Newest first is
 * `(opened_at, accepted_seq)` descending: both never change once a row is listed, so they make a keyset cursor.
 */
export const trades = table({
  columns: {
    trade_id: text(),
    bot_id: text(),
    signal_id: text(),
    symbol: text(),
    venue: text(),
    market_type: text<'SPOT' | 'FUTURES'>(),
    direction: text<'LONG' | 'SHORT'>(),
    strategy: textOrNull(),
    confidence: doubleOrNull(),
    status: text<TradeStatus | 'WAITING'>(),
    position_size: text(),
    quantity: textOrNull(),
    entry_price: textOrNull(),
    exit_price: textOrNull(),
    take_profit: textOrNull(),
    stop_loss: textOrNull(),
    entry_time: textOrNull(),
    exit_time: textOrNull(),
    duration_seconds: doubleOrNull(),
    gross_pnl: textOrNull(),
    entry_fee: textOrNull(),
    exit_fee: textOrNull(),
    fees: textOrNull(),
    realized_pnl: textOrNull(),
    /** realized_pnl in per cent of position_size, a decimal. */
    realized_pnl_pct: textOrNull(),
    ambiguous: boolean(),
    price_gap: boolean(),
    mode: text<BotMode>(),
    /** The limit price the signal named; equals entry_price under policy signal_price. */
    signal_price: text(),
    /** How its policy enters: only `next_tick` waits for a price. */
    entry_rule: text<Policy['entry']>(),
    expires_at: textOrNull(),
    policy_hash: text(),
    /** Why a NOT_ENTERED trade was not entered. */
    missed_reason: textOrNull<EventOf<'entry.missed'>['data']['reason']>(),
    /** The CLOSE signal that closed it. */
    closed_by: textOrNull(),
    partition: integer(),
    run: textOrNull(),
    public: boolean(),
    accepted_at: text(),
    /** entry_time; of a trade never entered the time of `entry.missed`; of a waiting one its acceptance. */
    opened_at: text(),
    accepted_seq: sequence(),
    entry_seq: sequenceOrNull(),
    /** That of the fact which asked for the close that ended it: a CLOSE, `trade.close_requested` or `bot.stopped`. */
    close_seq: sequenceOrNull(),
    /** The exit's ledger sequence, or that of `entry.missed`. */
    exit_seq: sequenceOrNull(),
  },
  key: ['trade_id'],
  indexes: [
    '(bot_id, opened_at, accepted_seq)',
    `(mode, opened_at, accepted_seq) where public and status <> 'WAITING'`,
    `(mode, symbol, opened_at, accepted_seq) where public and status <> 'WAITING'`,
    `(mode, strategy, opened_at, accepted_seq) where public and status <> 'WAITING'`,
    `(mode, status, opened_at, accepted_seq) where public and status <> 'WAITING'`,
    `(partition, accepted_seq) where status in ('OPEN', 'WAITING')`,
    `(bot_id, accepted_seq) where status in ('OPEN', 'WAITING')`,
  ],
})

/**
 * The facts of trades without an end, as they stand in the ledger: acceptance and entry fill, which paper-trader starts
 * from. They go with the trade's end; from then on the ledger has them, at the sequences that `trades` names.
 */
export const unfinished_trade_facts = table({
  columns: {
    trade_id: text(),
    ledger_seq: sequence(),
    event: json<EventOf<'signal.accepted'> | EventOf<'fill.recorded'>>(),
  },
  key: ['trade_id', 'ledger_seq'],
  indexes: [],
})

/** Facts that ask for closes and still concern a trade without an end; the row goes with the last of them. */
export const pending_closes = table({
  columns: {
    ledger_seq: sequence(),
    partition: integer(),
    bot_id: text(),
    event: json<ClosingFact>(),
    /** The trades it concerned that have no exit yet, oldest first. */
    trade_ids: json<string[]>(),
  },
  key: ['ledger_seq'],
  indexes: [],
})
