import type { NotificationTables } from './notification-tables.ts'
import type { ReportTables } from './report-tables.ts'
import type { ShareTables } from './share-tables.ts'
import type { SignalSourceTables } from './signal-source-tables.ts'

/** What kysely knows of schema `ops`, which is backed up and never rebuilt. */
export type OpsTables = NotificationTables & ReportTables & ShareTables & SignalSourceTables
