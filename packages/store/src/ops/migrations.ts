import type { Migration } from 'kysely/migration'
import { notifications } from './notification-migration.ts'
import { reports } from './report-migration.ts'
import { shares } from './share-migration.ts'
import { signalSources } from './signal-source-migration.ts'

/**
 * The migrations of schema `ops`, by name `<UTC timestamp>_<what it does>`: forward-only, never changed once released.
 */
export const opsMigrations: Record<string, Migration> = {
  '20261121T1510_notifications': notifications,
  '20261121T1520_reports': reports,
  '20261121T1615_signal_sources': signalSources,
  '20261121T2015_shares': shares,
}
