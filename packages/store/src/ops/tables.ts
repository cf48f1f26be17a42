import type { NotificationTables } from './notification-tables.ts'

/** What kysely knows of schema `ops`, which is backed up and never rebuilt. */
export type OpsTables = NotificationTables
