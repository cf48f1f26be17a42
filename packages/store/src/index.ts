export { type Changes, type CheckpointStep, type Committed, commitBatch, type Executor } from './changes.ts'
export { firstDifferences, type TableComparison } from './compare.ts'
export type { ProjectionSchema } from './ddl.ts'
export { isTransientPostgresError, ProjectionMismatch, StoreUnavailable, storeError } from './errors.ts'
export { checkAgainstLedger, checkVersion } from './ledger-check.ts'
export type {
  NotificationChannelRow,
  NotificationDeliveryRow,
  NotificationOutboxRow,
  NotificationState,
  NotificationTables,
} from './ops/notification-tables.ts'
export type { ShareRow } from './ops/share-tables.ts'
export type { IdempotencyKeyRow, SignalSourceRow } from './ops/signal-source-tables.ts'
export type { OpsTables } from './ops/tables.ts'
export { type Dropping, dropOldPartitions, keepingPartitions } from './partitions.ts'
export { asOnlyRebuild, createProjection, dropProjection, swapProjections } from './projection-schema.ts'
export {
  type LiveHint,
  PROJECTION_VERSION,
  type ProjectionTableName,
  type ProjectionTables,
  projectionTables,
} from './projection-tables.ts'
export {
  type IngestState,
  type RecoveredBot,
  type RecoveryPoint,
  readIngestState,
  readTraderState,
  type TraderState,
  usedSignalIds,
} from './recovery.ts'
export { noRemovals, type Removals } from './removals.ts'
export { originalText, storableText } from './storable-text.ts'
export { openStore, type Snapshot, type Store, type StoreOptions } from './store.ts'
export type { Table } from './table.ts'
export type { BotStatus, ExitDays, StatusReason } from './tables/bots.ts'
export { hoursKeptFrom, minutesKeptFrom, REPLAY_LANE } from './tables/history.ts'
export type { BreakdownDimension, Scope } from './tables/totals.ts'
export type { WrittenRow } from './upsert.ts'
