import type { BotMode, RejectionReason } from '@papertape/events'
import { boolean, count, doubleOrNull, sequence, table, text, textOrNull } from '../table.ts'
import type { Scope } from './totals.ts'

/**
 * One row per disposition. `bot_id` is the history it stands in (`@unknown` for bots nobody registered), `bot_token`
 * the name it was sent under: for a registered bot the same. Of a rejected signal the descriptive columns hold what
 * could be read, as sent.
 */
export const signals = table({
  columns: {
    ledger_seq: sequence(),
    bot_id: text(),
    bot_token: text(),
    signal_id: textOrNull(),
    outcome: text<'ACCEPTED' | 'REJECTED'>(),
    reason: textOrNull<RejectionReason>(),
    field: textOrNull(),
    detail: textOrNull(),
    /** Whether this disposition used its id up: all but MALFORMED, UNKNOWN_BOT and DUPLICATE do. */
    uses_id: boolean(),
    trade_id: textOrNull(),
    action: textOrNull(),
    symbol: textOrNull(),
    venue: textOrNull(),
    market_type: textOrNull(),
    direction: textOrNull(),
    strategy: textOrNull(),
    confidence: doubleOrNull(),
    entry_price: textOrNull(),
    take_profit: textOrNull(),
    stop_loss: textOrNull(),
    mode: textOrNull<BotMode>(),
    run: textOrNull(),
    public: boolean(),
    /** The acceptance, or when the refusal counts. */
    time: text(),
    /** When the source made it, where it said so. */
    source_time: textOrNull(),
    received_at: text(),
    input_seq: sequence(),
  },
  key: ['ledger_seq'],
  indexes: ['(bot_token, signal_id)', '(bot_id, ledger_seq)', '(mode, ledger_seq) where public'],
})

/** Dispositions counted, per scope; also scope `@unknown`. Received is their sum. */
export const signal_totals = table({
  columns: {
    scope: text<Scope>(),
    outcome: text<'ACCEPTED' | 'REJECTED'>(),
    reason: textOrNull<RejectionReason>(),
    count: count(),
  },
  key: ['scope', 'outcome', 'reason'],
  indexes: [],
  rewritten: true,
})
