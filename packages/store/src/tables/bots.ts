import type { BotMode, Filters, Policy, Risk } from '@papertape/events'
import { boolean, integer, json, sequence, table, text, textOrNull } from '../table.ts'

/** The BotState statuses of CONTRACT section 4. */
export type BotStatus = 'pending' | 'waiting' | 'running' | 'stopped' | 'error'

/** Why a bot's status is what it is; null for one that simply runs. */
export type StatusReason =
  | 'NO_SIGNAL_YET'
  | 'ENTRY_AWAITS_TICK'
  | 'PRICES_STALE'
  | 'STOPPED_BY_OPERATOR'
  | 'PAUSED_BY_OPERATOR'
  | 'STOPPED_BY_ALARM'

/** Σ per UTC day of `exit_time`, for the newest days only: `{"2024-01-01": {pnl, count}}`. */
export type ExitDays = Record<string, { pnl: string; count: number }>

/** The registry: one row per registered bot, its settings of today. List in order of `registered_seq`. */
export const bots = table({
  columns: {
    bot_id: text(),
    partition: integer(),
    name: text(),
    mode: text<BotMode>(),
    public: boolean(),
    initial_capital: text(),
    position_size: text(),
    policy: json<Policy>(),
    policy_hash: text(),
    filters: json<Filters>(),
    risk: json<Risk>(),
    registered_at: text(),
    registered_seq: sequence(),
    /** Ledger sequence of the newest registration or configuration. */
    configured_seq: sequence(),
  },
  key: ['bot_id'],
  indexes: ['(registered_seq)', '(partition)'],
})

/** What changes while a bot works: BotState and what deciders need. One row per row of `bots`. */
export const bot_states = table({
  columns: {
    bot_id: text(),
    /** BotState of CONTRACT section 4, up to `last_updated_at`. */
    status: text<BotStatus>(),
    status_reason: textOrNull<StatusReason>(),
    /** Since when status and status_reason are what they are. */
    status_since: text(),
    in_position: boolean(),
    entry_price: textOrNull(),
    stop_loss_price: textOrNull(),
    take_profit_price: textOrNull(),
    daily_pnl: text(),
    daily_trades_count: integer(),
    /** Time of the fact that last changed any of the fields above. */
    last_updated_at: text(),
    /** Sequence of that fact: the `id:` of the status stream. */
    state_seq: sequence(),
    running: boolean(),
    /** Whether it was stopped as a pause: meant to go on soon. */
    paused: boolean(),
    /** Why it does not run: who stopped it and, for an emergency, by which alarm. Null while running. */
    stopped_by: textOrNull<'operator' | 'alarm'>(),
    stopped_reason: textOrNull(),
    stopped_alarm_id: textOrNull(),
    /** A replay bot's run: that of its first disposition that carries one. */
    run: textOrNull(),
    /** Last sequence of its history `ledger.<p>.<bot>.>` up to the checkpoint. */
    last_seq: sequence(),
    /** Whether any signal of its has been answered. */
    signalled: boolean(),
    /** When its clock came to its present UTC day (live and demo: minutes of the clock; replay: own marks and fills). */
    clock: textOrNull(),
    /** Accepted OPEN signals of the newest UTC day (by acceptance) that has any. */
    opens_day: textOrNull(),
    opens_count: integer(),
    /** Realised pnl of the newest days by exit_time; holds at least its clock's day and the day before. */
    exit_days: json<ExitDays>(),
  },
  key: ['bot_id'],
  indexes: [],
  rewritten: true,
})

/** Highest input answered in each partition; a message at or below it is done. */
export const inputs = table({
  columns: { partition: integer(), signals_epoch: text(), answered_seq: sequence() },
  key: ['partition'],
  indexes: [],
})
