import type {
  AlarmLevel,
  AlarmType,
  BotMode,
  EventOf,
  Filters,
  LedgerEvent,
  Policy,
  RejectionReason,
  Risk,
  TradeStatus,
} from '@papertape/events'
import {
  boolean,
  count,
  double,
  doubleOrNull,
  integer,
  json,
  type Row,
  sequence,
  sequenceOrNull,
  sum,
  table,
  text,
  textOrNull,
} from './table.ts'

/**
 * Grows with every change of these tables or of what is folded into them; a service that meets another version refuses
 * to run and names `./papertape rebuild`.
 */
export const PROJECTION_VERSION = 1

/** The BotState statuses of CONTRACT section 4. */
export type BotStatus = 'pending' | 'waiting' | 'running' | 'stopped' | 'error'

/** What a figure is about: a bot by its id, or all public bots of a mode as `@live`, `@demo`, `@replay`. */
export type Scope = string

/** Σ per UTC day of `exit_time`, for the newest days only: `{"2024-01-01": {pnl, count}}`. */
export type ExitDays = Record<string, { pnl: string; count: number }>

/** The breakdowns of `/api/public/paper-trading/performance/`; periods are those of exit_time (ISO weeks). */
export type BreakdownDimension =
  | 'day'
  | 'week'
  | 'month'
  | 'symbol'
  | 'direction'
  | 'strategy'
  | 'market_type'
  | 'exit_reason'

/** How far the projection has come: one row, `name = 'ledger'`. All tables are as of `seq`, in one snapshot. */
const checkpoint = table({
  columns: {
    name: text(),
    seq: sequence(),
    /** LEDGER's epoch; null until the projector has met the ledger. */
    ledger_epoch: textOrNull(),
    /** Names this incarnation of the projection; another one after each rebuild. */
    epoch: text(),
    version: integer(),
    /** `recorded_at` of the fact at `seq`: the `meta.as_of.time` of answers. */
    as_of: textOrNull(),
  },
  key: ['name'],
  indexes: [],
})

/** The registry: one row per registered bot, its settings of today. List in order of `registered_seq`. */
const bots = table({
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
const bot_states = table({
  columns: {
    bot_id: text(),
    /** BotState of CONTRACT section 4, up to `last_updated_at`. */
    status: text<BotStatus>(),
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
})

/** Highest input answered in each partition; a message at or below it is done. */
const inputs = table({
  columns: { partition: integer(), signals_epoch: text(), answered_seq: sequence() },
  key: ['partition'],
  indexes: [],
})

/**
 * One row per disposition. `bot_id` is the history it stands in (`@unknown` for bots nobody registered), `bot_token`
 * the name it was sent under: for a registered bot the same. Of a rejected signal the descriptive columns hold what
 * could be read, as sent.
 */
const signals = table({
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
const signal_totals = table({
  columns: {
    scope: text<Scope>(),
    outcome: text<'ACCEPTED' | 'REJECTED'>(),
    reason: textOrNull<RejectionReason>(),
    count: count(),
  },
  key: ['scope', 'outcome', 'reason'],
  indexes: [],
})

/**
 * One row per accepted OPEN. Status WAITING until its entry is decided; lists leave WAITING out. Newest first is
 * `(opened_at, accepted_seq)` descending: both never change once a row is listed, so they make a keyset cursor.
 */
const trades = table({
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

/** The facts of a trade as they stand in the ledger: acceptance, fills with evidence, missed entry. */
const trade_events = table({
  columns: {
    trade_id: text(),
    ledger_seq: sequence(),
    type: text<'signal.accepted' | 'fill.recorded' | 'entry.missed'>(),
    event: json<LedgerEvent>(),
  },
  key: ['trade_id', 'ledger_seq'],
  indexes: [],
})

/** Accepted CLOSE signals that still concern a trade without an exit; the row goes with the last of them. */
const pending_closes = table({
  columns: {
    ledger_seq: sequence(),
    partition: integer(),
    bot_id: text(),
    event: json<EventOf<'signal.accepted'>>(),
    /** The trades it concerned that have no exit yet, oldest first. */
    trade_ids: json<string[]>(),
  },
  key: ['ledger_seq'],
  indexes: [],
})

/** Trades counted per scope, for the summary without filters. total_trades = open_positions + wins + losses + even. */
const trade_totals = table({
  columns: {
    scope: text<Scope>(),
    open_positions: count(),
    winning_trades: count(),
    losing_trades: count(),
    breakeven_trades: count(),
    not_entered: count(),
    /** Σ realized_pnl of closed trades. */
    total_pnl: sum(),
    /** Σ realized_pnl of winning trades, and of losing ones (≤ 0). */
    total_profit: sum(),
    total_loss: sum(),
    total_fees: sum(),
  },
  key: ['scope'],
  indexes: [],
})

/** Closed trades broken down, per scope. `value` is the day, ISO week `2024-W01`, month, symbol, … ; null = none. */
const breakdowns = table({
  columns: {
    scope: text<Scope>(),
    dimension: text<BreakdownDimension>(),
    value: textOrNull(),
    trades: count(),
    winning_trades: count(),
    losing_trades: count(),
    breakeven_trades: count(),
    gross_pnl: sum(),
    fees: sum(),
    realized_pnl: sum(),
  },
  key: ['scope', 'dimension', 'value'],
  indexes: [],
})

/** The newest KPI snapshot of each scope, and the fold's state at the checkpoint. */
const kpi_current = table({
  columns: {
    scope: text<Scope>(),
    /** Of the snapshot. */
    ledger_seq: sequence(),
    /** KpiSnapshot of packages/metrics, CONTRACT section 5. */
    snapshot: json<Record<string, unknown>>(),
    /** BotKpi or PortfolioKpi of packages/metrics. */
    state: json<unknown>(),
  },
  key: ['scope'],
  indexes: [],
})

/** The newest mark per partition, run (null = live and demo) and instrument: a price to show, a place to resume at. */
const marks = table({
  columns: {
    partition: integer(),
    run: textOrNull(),
    venue: text(),
    symbol: text(),
    price: text(),
    /** The marked tick's time. */
    time: text(),
    /** The marked tick's sequence in PRICES or REPLAYS, whose epoch is `ticks_epoch`. */
    seq: sequence(),
    ticks_epoch: text(),
    minute: text(),
    /** The ledger position through which the mark's writer had heard. */
    ledger_seq: sequence(),
    /** The ledger sequence of the mark itself. */
    marked_seq: sequence(),
  },
  key: ['partition', 'run', 'venue', 'symbol'],
  indexes: [],
})

/** The clock of live and demo bots: one row, `name = 'clock'`. */
const clock = table({
  columns: { name: text(), minute: text(), ledger_seq: sequence() },
  key: ['name'],
  indexes: [],
})

/** One row per alarm, from raised to cleared. Active: `cleared_at` is null. */
const alarms = table({
  columns: {
    alarm_id: text(),
    bot_id: text(),
    alarm_type: text<AlarmType>(),
    level: text<AlarmLevel>(),
    message: text(),
    current_value: double(),
    threshold_value: double(),
    recommended_action: text(),
    raised_at: text(),
    updated_at: text(),
    cleared_at: textOrNull(),
    acknowledged_at: textOrNull(),
    acknowledged_by: textOrNull(),
    kpi_seq: sequence(),
    mode: text<BotMode>(),
    public: boolean(),
    raised_seq: sequence(),
  },
  key: ['alarm_id'],
  indexes: [
    '(bot_id, raised_seq)',
    '(mode, raised_seq) where public',
    '(mode, raised_seq) where public and cleared_at is null',
    '(raised_seq) where cleared_at is null',
  ],
})

/** Every table of schema `projection`. Only kpi-projector and `rebuild` write them. */
export const projectionTables = {
  checkpoint,
  bots,
  bot_states,
  inputs,
  signals,
  signal_totals,
  trades,
  trade_events,
  pending_closes,
  trade_totals,
  breakdowns,
  kpi_current,
  marks,
  clock,
  alarms,
}

export type ProjectionTableName = keyof typeof projectionTables

/** What kysely knows of schema `projection`. */
export type ProjectionTables = { [Name in ProjectionTableName]: Row<(typeof projectionTables)[Name]> }

/** Core-NATS hint on `live.projection` after each commit: what to look at again. */
export type LiveHint = { epoch: string; seq: number; bots: string[] }
