import type { EventOf } from '@papertape/events'
import type { Kysely } from 'kysely'
import { storeError } from './errors.ts'
import type { ProjectionTables } from './projection-tables.ts'
import { storableText } from './storable-text.ts'
import type { Snapshot, Store } from './store.ts'

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

const pointOf = ({ checkpoint }: Snapshot): RecoveryPoint => ({
  seq: checkpoint.seq,
  ledgerEpoch: checkpoint.ledger_epoch,
  epoch: checkpoint.epoch,
})

const botsOf = (projection: Kysely<ProjectionTables>) =>
  projection
    .selectFrom('bots')
    .innerJoin('bot_states', 'bot_states.bot_id', 'bots.bot_id')
    .selectAll('bots')
    .select(['running', 'run', 'last_seq', 'opens_day', 'opens_count', 'exit_days', 'clock'])
    .orderBy('registered_seq')

/** One partition's bots and highest answered input, in one snapshot. */
export const readIngestState = (store: Store, partition: number): Promise<IngestState> =>
  store.snapshot(async (snapshot) => {
    const { projection } = snapshot
    const bots = await botsOf(projection).where('partition', '=', partition).execute()
    const answered = await projection
      .selectFrom('inputs')
      .select(['signals_epoch', 'answered_seq'])
      .where('partition', '=', partition)
      .executeTakeFirst()
    return { ...pointOf(snapshot), bots, answered: answered ?? null }
  })

/** Whether a disposition up to `checkpointSeq` used the id up. What lies behind the checkpoint is the caller's to know. */
export const isSignalIdUsed = async (
  store: Store,
  botId: string,
  signalId: string,
): Promise<{ used: boolean; checkpointSeq: number }> => {
  try {
    const { checkpointSeq, used } = await store
      .projection()
      .selectFrom('checkpoint')
      .select((checkpoint) => [
        'seq as checkpointSeq',
        checkpoint
          .exists(
            checkpoint
              .selectFrom('signals')
              .select('ledger_seq')
              .where('bot_token', '=', botId)
              .where('signal_id', '=', storableText(signalId))
              .where('uses_id', '=', true),
          )
          .as('used'),
      ])
      .executeTakeFirstOrThrow()
    return { used: used === true, checkpointSeq }
  } catch (error) {
    throw storeError(error)
  }
}

/** One partition's unfinished trades and what may still end them, in one snapshot. */
export const readTraderState = (store: Store, partition: number): Promise<TraderState> =>
  store.snapshot(async (snapshot) => {
    const { projection } = snapshot
    const unfinished = projection
      .selectFrom('trades')
      .where('partition', '=', partition)
      .where('status', 'in', ['OPEN', 'WAITING'])
    const trades = await unfinished.select(['trade_id', 'accepted_seq', 'entry_seq']).orderBy('accepted_seq').execute()
    const facts = await projection
      .selectFrom('trade_events')
      .select(['ledger_seq', 'event'])
      .where('trade_id', 'in', unfinished.select('trade_id'))
      .execute()
    const eventAt = new Map(facts.map(({ ledger_seq, event }) => [ledger_seq, event]))
    const closes = await projection
      .selectFrom('pending_closes')
      .select(['ledger_seq', 'event', 'trade_ids'])
      .where('partition', '=', partition)
      .orderBy('ledger_seq')
      .execute()
    const marks = await projection
      .selectFrom('marks')
      .selectAll()
      .where('partition', '=', partition)
      .where((mark) => mark.or([mark('run', 'is', null), mark('run', 'in', unfinished.select('run'))]))
      .orderBy('marked_seq')
      .execute()
    return {
      ...pointOf(snapshot),
      openTrades: trades.map(({ trade_id, accepted_seq, entry_seq }) => {
        const accepted = eventAt.get(accepted_seq)
        const entryFill = entry_seq === null ? null : eventAt.get(entry_seq)
        if (accepted?.type !== 'signal.accepted' || (entryFill !== null && entryFill?.type !== 'fill.recorded')) {
          throw new Error(`trade ${trade_id} has no facts in the projection`)
        }
        return { accepted, acceptedSeq: accepted_seq, entryFill, entrySeq: entry_seq }
      }),
      pendingCloses: closes.map(({ event, ledger_seq, trade_ids }) => ({
        close: event,
        seq: ledger_seq,
        tradeIds: trade_ids,
      })),
      marks,
    }
  })

/** All bots with their KPI folds, and the alarms that still matter, in one snapshot. */
export const readAlarmState = (store: Store): Promise<AlarmState> =>
  store.snapshot(async (snapshot) => {
    const { projection } = snapshot
    const bots = await botsOf(projection)
      .innerJoin('kpi_current', 'kpi_current.scope', 'bots.bot_id')
      .select(['kpi_current.state as kpi', 'kpi_current.snapshot'])
      .execute()
    const newest = projection
      .selectFrom('alarms')
      .select(({ fn }) => fn.max('raised_seq').as('seq'))
      .groupBy(['bot_id', 'alarm_type', 'level'])
    const alarms = await projection
      .selectFrom('alarms')
      .selectAll()
      .where((alarm) => alarm.or([alarm('cleared_at', 'is', null), alarm('raised_seq', 'in', newest)]))
      .orderBy('raised_seq')
      .execute()
    return { ...pointOf(snapshot), bots, alarms }
  })
