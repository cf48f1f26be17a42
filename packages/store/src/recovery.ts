import { type CloseOrder, closeOrderOf, type EventOf } from '@papertape/events'
import { type Kysely, sql } from 'kysely'
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

/** Where a service goes on from: everything in it is as of the checkpoint, to be held against the ledger first. */
export type RecoveryPoint = Pick<Snapshot, 'checkpoint'>

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
  }[]
  pendingCloses: { order: CloseOrder; seq: number }[]
  /** Newest mark per run and instrument: of live prices, and of runs with open trades. */
  marks: ProjectionTables['marks'][]
}

const botsOf = (projection: Kysely<ProjectionTables>) =>
  projection
    .selectFrom('bots')
    .innerJoin('bot_states', 'bot_states.bot_id', 'bots.bot_id')
    .selectAll('bots')
    .select(['running', 'run', 'last_seq', 'opens_day', 'opens_count', 'exit_days', 'clock'])
    .orderBy('registered_seq')

/** One partition's bots and highest answered input, in one snapshot. */
export const readIngestState = (store: Store, partition: number): Promise<IngestState> =>
  store.snapshot(async ({ projection, checkpoint }) => {
    const bots = await botsOf(projection).where('partition', '=', partition).execute()
    const answered = await projection
      .selectFrom('inputs')
      .select(['signals_epoch', 'answered_seq'])
      .where('partition', '=', partition)
      .executeTakeFirst()
    return { checkpoint, bots, answered: answered ?? null }
  })

/**
 * For each of the ids, in their order, whether a disposition up to `checkpointSeq` used it up; one query for all. What
 * lies behind the checkpoint is the caller's to know.
 */
export const usedSignalIds = async (
  store: Store,
  ids: readonly { bot_id: string; signal_id: string }[],
): Promise<{ used: boolean[]; checkpointSeq: number }> => {
  const bots = ids.map(({ bot_id }) => bot_id)
  const names = ids.map(({ signal_id }) => storableText(signal_id))
  const query = sql<{ used: boolean[]; checkpointSeq: number }>`
    select seq as "checkpointSeq", array(
      select exists (
        select from ${sql.table('projection.signals')} as signals
        where bot_token = asked.bot and signal_id = asked.id and uses_id
      )
      from unnest(${bots}::text[], ${names}::text[]) with ordinality as asked (bot, id, place)
      order by place
    ) as used
    from ${sql.table('projection.checkpoint')}`
  try {
    const [row] = (await query.execute(store.db)).rows
    if (row === undefined) throw new RangeError('the projection has no checkpoint')
    return row
  } catch (error) {
    throw storeError(error)
  }
}

/** One partition's unfinished trades and what may still end them, in one snapshot. */
export const readTraderState = (store: Store, partition: number): Promise<TraderState> =>
  store.snapshot(async ({ projection, checkpoint }) => {
    const unfinished = projection
      .selectFrom('trades')
      .where('partition', '=', partition)
      .where('status', 'in', ['OPEN', 'WAITING'])
    const trades = await unfinished.select(['trade_id', 'accepted_seq', 'entry_seq']).orderBy('accepted_seq').execute()
    const facts = await projection
      .selectFrom('unfinished_trade_facts')
      .select(['ledger_seq', 'event'])
      .where('trade_id', 'in', unfinished.select('trade_id'))
      .execute()
    const eventAt = new Map(facts.map(({ ledger_seq, event }) => [ledger_seq, event]))
    const closes = await projection
      .selectFrom('pending_closes')
      .select(['ledger_seq', 'event'])
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
      checkpoint,
      openTrades: trades.map(({ trade_id, accepted_seq, entry_seq }) => {
        const accepted = eventAt.get(accepted_seq)
        const entryFill = entry_seq === null ? null : eventAt.get(entry_seq)
        if (accepted?.type !== 'signal.accepted' || (entryFill !== null && entryFill?.type !== 'fill.recorded')) {
          throw new Error(`trade ${trade_id} has no facts in the projection`)
        }
        return { accepted, acceptedSeq: accepted_seq, entryFill }
      }),
      pendingCloses: closes.map(({ event, ledger_seq }) => {
        const order = closeOrderOf(event)
        if (order === null) throw new Error(`fact ${ledger_seq} asks for no close`)
        return { order, seq: ledger_seq }
      }),
      marks,
    }
  })
