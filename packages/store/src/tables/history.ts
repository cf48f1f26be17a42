import { utcDayOf } from '@papertape/events'
import { json, sequence, table, text } from '../table.ts'
import type { Scope } from './totals.ts'

/** Rows of live and demo scopes go with their partitions; those of replays, which have clocks of their own, lie here. */
export const REPLAY_LANE = 'replay'

const DAY_MS = 86_400_000
const MINUTES_KEPT_DAYS = 2
const HOURS_KEPT_DAYS = 90

const daysBefore = (time: string, days: number): string =>
  new Date(Date.parse(utcDayOf(time)) - days * DAY_MS).toISOString()

/** The first minute kept when it is `now`: whole days go, so up to three of them are there. */
export const minutesKeptFrom = (now: string): string => daysBefore(now, MINUTES_KEPT_DAYS)

/** The first hour kept when it is `now`: whole months go. */
export const hoursKeptFrom = (now: string): string => `${daysBefore(now, HOURS_KEPT_DAYS).slice(0, 7)}-01T00:00:00.000Z`

const dayLane = (time: string): string => time.slice(0, 10)
const monthLane = (time: string): string => time.slice(0, 7)

const bucket = {
  scope: text<Scope>(),
  /** Where the minute, hour or day begins. */
  time: text(),
  /** The snapshot's own time. */
  timestamp: text(),
  /** `ledger_seq` of the first snapshot in the bucket. */
  from_seq: sequence(),
  /** `ledger_seq` of the last, which is the one kept. */
  ledger_seq: sequence(),
  /** What returns are measured on: the account value, or a portfolio's time-weighted index. */
  level: text(),
  account_value: text(),
  /** The snapshot as `packSnapshot` of packages/metrics writes it. */
  snapshot: json<unknown>(),
}

/**
 * The last snapshot of each minute in which a scope had one, once the minute is over for it: written when the first of a
 * later minute comes. The running one is in `kpi_current`. Kept for 2 days, by the clock or, for a replay scope, by its
 * own newest time.
 */
export const kpi_minutes = table({
  columns: { lane: text(), ...bucket },
  key: ['scope', 'time', 'lane'],
  indexes: ['(scope, ledger_seq)'],
  lanes: { column: 'lane', of: dayLane, fixed: REPLAY_LANE, keptFrom: (now) => dayLane(minutesKeptFrom(now)) },
})

/** The same for hours, kept for 90 days. */
export const kpi_hours = table({
  columns: { lane: text(), ...bucket },
  key: ['scope', 'time', 'lane'],
  indexes: ['(scope, ledger_seq)'],
  lanes: { column: 'lane', of: monthLane, fixed: REPLAY_LANE, keptFrom: (now) => monthLane(hoursKeptFrom(now)) },
})

/** The same for UTC days, kept for ever. */
export const kpi_days = table({
  columns: bucket,
  key: ['scope', 'time'],
  indexes: ['(scope, ledger_seq)'],
})
