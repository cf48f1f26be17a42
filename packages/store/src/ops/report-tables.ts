import type { BotMode } from '@papertape/events'
import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Scope } from '../tables/totals.ts'

/** A report as it was made, for ever. */
type ReportRow = {
  /** Grows with each report stored: newest first is descending. */
  place: GeneratedAlways<number>
  report_id: string
  scope: Scope
  mode: BotMode
  /** Whether anybody may read it: portfolios hold public bots only, a bot's report is as public as the bot. */
  public: boolean
  kind: 'scheduled' | 'forced'
  /** The moment of the ledger's clock that asked for it; one scheduled report per scope and moment. Null when forced. */
  due_at: string | null
  /** The checkpoint it was read at, and that fact's `recorded_at`. */
  as_of_seq: number
  as_of_time: string | null
  created_at: string
  title: string
  /** A JSON document; its shape is that of whoever writes it. */
  content: ColumnType<unknown, string, never>
}

/** How far reports and pushed updates have come: one row, `name = 'tracking'`. */
type PerformanceTrackingRow = {
  name: 'tracking'
  paused: boolean
  update_count: number
  report_count: number
  last_update: string | null
  last_report: string | null
  /** The minute of the ledger's clock up to which everything due is done, or was passed over while paused. */
  clock_minute: string | null
}

/** The tables of reporting in schema `ops`. */
export type ReportTables = { reports: ReportRow; performance_tracking: PerformanceTrackingRow }
