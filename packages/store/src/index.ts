export {
  type BotStatus,
  type BreakdownDimension,
  type ExitDays,
  type LiveHint,
  PROJECTION_VERSION,
  type ProjectionTableName,
  type ProjectionTables,
  projectionTables,
  type Scope,
} from './projection-tables.ts'
export {
  type AlarmState,
  type IngestState,
  isSignalIdUsed,
  type RecoveredBot,
  type RecoveryPoint,
  readAlarmState,
  readIngestState,
  readTraderState,
  type TraderState,
} from './recovery.ts'
export { type OpsTables, openStore, type Snapshot, type Store } from './store.ts'
