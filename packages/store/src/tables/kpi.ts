import { doubleOrNull, integer, json, sequence, sequenceOrNull, table, text, textOrNull } from '../table.ts'
import type { Scope } from './totals.ts'

/**
 * The newest KPI snapshot of each scope, and the fold's state at the checkpoint. It is also the last row of the history
 * that the scope's minute, hour and day, which are still running, will leave behind.
 */
export const kpi_current = table({
  columns: {
    scope: text<Scope>(),
    /** Of the snapshot. */
    ledger_seq: sequence(),
    /** The snapshot's own time; null for a replay scope before its first fill. */
    timestamp: textOrNull(),
    /** The first snapshot's `ledger_seq` in the minute, hour and day that `timestamp` is in; null while that is null. */
    minute_from_seq: sequenceOrNull(),
    hour_from_seq: sequenceOrNull(),
    day_from_seq: sequenceOrNull(),
    /** `through_seq` of the newest row in `kpi_checkpoints`; 0 before any. */
    checkpoint_seq: sequence(),
    /** What returns are measured on: the account value, or a portfolio's time-weighted index. */
    level: text(),
    account_value: text(),
    /** KpiSnapshot of packages/metrics, CONTRACT section 5. */
    snapshot: json<Record<string, unknown>>(),
    /** BotKpi or PortfolioKpi of packages/metrics, as its codec writes it. */
    state: json<unknown>(),
  },
  key: ['scope'],
  indexes: [],
  rewritten: true,
})

/** Each UTC day that a scope has closed, for ever: what VaR and CVaR are taken from, and every curve of days. */
export const daily_returns = table({
  columns: {
    scope: text<Scope>(),
    day: text(),
    /** The fact that closed it: a replay bot's second run may close a day again. */
    closed_seq: sequence(),
    /** At the day's close; a portfolio's is its time-weighted index. */
    level: text(),
    /** Account value at the day's close. */
    equity: text(),
    /** level / level at the close before − 1, a fraction; null where there was nothing to grow from. */
    return: doubleOrNull(),
    /** Σ |notional| traded that day / mean of its first and last equity; null where that is not positive. */
    turnover: doubleOrNull(),
    /** Days behind this one with nobody heard, before the next that closes: each is a return of 0. */
    idle_days: integer(),
  },
  key: ['scope', 'closed_seq'],
  indexes: [],
})

/**
 * Folds' states in the past, from which the ledger is folded on to answer what figures were at any sequence: the state of
 * each scope as of `through_seq`, before the first fact that moved it into another day. A portfolio's row has no parts:
 * those are the newest rows at or before its `through_seq` of the public bots of its mode, which are written with it
 * unless they have not moved since their last. Daily ones for 90 days, older ones the first of each month.
 */
export const kpi_checkpoints = table({
  columns: {
    scope: text<Scope>(),
    /** The ledger sequence up to which the state is folded. */
    through_seq: sequence(),
    /** The UTC day that the scope was in. */
    day: text(),
    /** BotKpi or PortfolioKpi of packages/metrics, as its codec writes it. */
    state: json<unknown>(),
  },
  key: ['scope', 'through_seq'],
  indexes: [],
})

/** One row per bot and policy in force: what was closed under it. A change that leaves the policy as it is makes none. */
export const kpi_segments = table({
  columns: {
    bot_id: text(),
    /** The registration or configuration that put the policy in force. */
    from_seq: sequence(),
    /** Null for replay bots: an operator's time says nothing on their clock. */
    started_at: textOrNull(),
    policy_hash: text(),
    position_size: text(),
    /** Account value when it began. */
    level: text(),
    /** Trades that closed while it was in force, whichever policy they were accepted under. */
    trades: integer(),
    winning_trades: integer(),
    losing_trades: integer(),
    breakeven_trades: integer(),
    gross_pnl: text(),
    fees: text(),
    realized_pnl: text(),
  },
  key: ['bot_id', 'from_seq'],
  indexes: [],
  rewritten: true,
})
