import type { Row } from './table.ts'
import { alarm_events, alarm_settings, alarm_silences, alarms } from './tables/alarms.ts'
import { bot_states, bots, inputs } from './tables/bots.ts'
import { checkpoint } from './tables/checkpoint.ts'
import { kpi_days, kpi_hours, kpi_minutes } from './tables/history.ts'
import { daily_returns, kpi_checkpoints, kpi_current, kpi_segments } from './tables/kpi.ts'
import { clock, marks } from './tables/prices.ts'
import { signal_totals, signals } from './tables/signals.ts'
import { breakdowns, trade_totals } from './tables/totals.ts'
import { pending_closes, trades, unfinished_trade_facts } from './tables/trades.ts'

/**
 * Grows with every change of these tables or of what is folded into them; a service that meets another version refuses
 * to run and names `./papertape rebuild`.
 */
export const PROJECTION_VERSION = 2

/** Every table of schema `projection`. Only kpi-projector and `rebuild` write them. */
export const projectionTables = {
  checkpoint,
  bots,
  bot_states,
  inputs,
  signals,
  signal_totals,
  trades,
  unfinished_trade_facts,
  pending_closes,
  trade_totals,
  breakdowns,
  kpi_current,
  daily_returns,
  kpi_minutes,
  kpi_hours,
  kpi_days,
  kpi_checkpoints,
  kpi_segments,
  marks,
  clock,
  alarms,
  alarm_events,
  alarm_silences,
  alarm_settings,
}

export type ProjectionTableName = keyof typeof projectionTables

/** What kysely knows of schema `projection`. */
export type ProjectionTables = { [Name in ProjectionTableName]: Row<(typeof projectionTables)[Name]> }

/** Core-NATS hint on `live.projection` after each commit: what to look at again. */
export type LiveHint = { epoch: string; seq: number; bots: string[] }
