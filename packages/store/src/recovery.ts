import type { EventOf } from '@papertape/events'
import type { ProjectionTables } from './projection-tables.ts'
import type { Store } from './store.ts'

/** A bot as a decider needs it. */
export type RecoveredBot = ProjectionTables['bots'] &
  Pick<
    ProjectionTables['bot_states'],
    'running' | 'run' | 'last_seq' | 'opens_day' | 'opens_count' | 'exit_days' | 'clock'
  >

/** Where a service goes on from: everything in it is as of ledger sequence `seq` of the ledger `ledgerEpoch`. */
export type RecoveryPoint = {
  seq: number
  /** Null while the projection has not met any ledger: then `seq` is 0. */
  ledgerEpoch: string | null
  epoch: string
}

/** What signal-ingest starts from in one partition. */
export type IngestState = RecoveryPoint & {
  bots: RecoveredBot[]
  /** Highest input answered, or null when none was. */
  answered: { signals_epoch: string; answered_seq: number } | null
}

/** What paper-trader starts from in one partition. Trades and closes in ledger order. */
export type TraderState = RecoveryPoint & {
  openTrades: {
    accepted: EventOf<'signal.accepted'>
    acceptedSeq: number
    entryFill: EventOf<'fill.recorded'> | null
    entrySeq: number | null
  }[]
  pendingCloses: { close: EventOf<'signal.accepted'>; seq: number; tradeIds: string[] }[]
  /** Newest mark per run and instrument: of live prices, and of runs with open trades. */
  marks: ProjectionTables['marks'][]
}

/** What alarm-evaluator starts from. */
export type AlarmState = RecoveryPoint & {
  bots: (RecoveredBot & { kpi: unknown; snapshot: Record<string, unknown> })[]
  /** Every active alarm, and of each (bot, type, level) the newest one raised: cooldowns follow from these. */
  alarms: ProjectionTables['alarms'][]
}

/** One partition's bots and highest answered input, in one snapshot. */
export declare const readIngestState: (store: Store, partition: number) => Promise<IngestState>

/** Whether a disposition up to `checkpointSeq` used the id up. What lies behind the checkpoint is the caller's to know. */
export declare const isSignalIdUsed: (
  store: Store,
  botId: string,
  signalId: string,
) => Promise<{ used: boolean; checkpointSeq: number }>

/** One partition's unfinished trades and what may still end them, in one snapshot. */
export declare const readTraderState: (store: Store, partition: number) => Promise<TraderState>

/** All bots with their KPI folds, and the alarms that still matter, in one snapshot. */
export declare const readAlarmState: (store: Store) => Promise<AlarmState>
