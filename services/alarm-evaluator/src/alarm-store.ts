import { type OpsTables, type Store, storeError } from '@papertape/store'
import { type Kysely, sql } from 'kysely'
import { type BotWatch, type BotWatchJson, watchFromJson } from './bot-watch.ts'
import type { HeardAlarm, Outbox, Stretch } from './outbox.ts'

/** Where this service keeps its fold of the ledger. Disposable: `./papertape rebuild` drops it, and it grows back. */
const SCHEMA = 'alarm_evaluator'

/** Goes up with every change in the shape or the meaning of {@link BotWatch}; another version's state is dropped. */
const STATE_VERSION = 3

type AlarmTables = {
  checkpoint: { name: string; seq: number; ledger_epoch: string; version: number }
  bot_state: { bot_id: string; state: BotWatchJson }
}

/** The fold as it was saved: every bot as of one place in the ledger. */
export type SavedState = { seq: number; ledgerEpoch: string; watches: BotWatch[] }

/** The checkpoint is not where its writer left it: another instance works, or the state was reset. Load it and go on. */
export class CheckpointMoved extends Error {
  override name = 'CheckpointMoved'
}

/** The saved state belongs to another ledger, or to more of it than there is. */
export class AlarmStateMismatch extends Error {
  override name = 'AlarmStateMismatch'
  constructor(what: string) {
    super(`${what}; run ./papertape rebuild alarm-evaluator`)
  }
}

const tablesIn = (db: Kysely<OpsTables>) => db.withTables<AlarmTables>().withSchema(SCHEMA)

/**
 * Makes the schema where it is missing. States are `json`, not `jsonb`: they hold names given by others, in which JSON
 * allows U+0000 and jsonb does not.
 */
const ensureSchema = (store: Store): Promise<void> =>
  store.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SCHEMA}))`.execute(tx)
    await sql`create schema if not exists ${sql.id(SCHEMA)}`.execute(tx)
    await sql`create table if not exists ${sql.id(SCHEMA, 'checkpoint')} (
      name text primary key, seq bigint not null, ledger_epoch text not null, version int not null)`.execute(tx)
    await sql`create table if not exists ${sql.id(SCHEMA, 'bot_state')} (
      bot_id text primary key, state json not null)`.execute(tx)
  })

/** Reads the whole saved state; the beginning of the ledger where there is none, or one of another version. */
export const loadAlarmState = async (store: Store, ledgerEpoch: string): Promise<SavedState> => {
  try {
    await ensureSchema(store)
    return await tablesIn(store.db)
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const checkpoint = await tx.selectFrom('checkpoint').selectAll().executeTakeFirst()
        if (checkpoint?.version === STATE_VERSION) {
          const rows = await tx.selectFrom('bot_state').select('state').orderBy('bot_id').execute()
          const { seq, ledger_epoch } = checkpoint
          return { seq, ledgerEpoch: ledger_epoch, watches: rows.map(({ state }) => watchFromJson(state)) }
        }
        await tx.deleteFrom('bot_state').execute()
        await tx.deleteFrom('checkpoint').execute()
        await tx
          .insertInto('checkpoint')
          .values({ name: 'ledger', seq: 0, ledger_epoch: ledgerEpoch, version: STATE_VERSION })
          .execute()
        return { seq: 0, ledgerEpoch, watches: [] }
      })
  } catch (error) {
    throw storeError(error)
  }
}

/** What one save writes: the bots that changed between two places in the ledger, as JSON text, and what was heard there. */
export type StateChange = Stretch & { states: ReadonlyMap<string, string>; heard: readonly HeardAlarm[] }

const writeStates = async (tx: Kysely<OpsTables>, states: ReadonlyMap<string, string>): Promise<void> => {
  if (states.size === 0) return
  await sql`insert into ${sql.id(SCHEMA, 'bot_state')} (bot_id, state)
    select bot_id, state::json
    from unnest(${[...states.keys()]}::text[], ${[...states.values()]}::text[]) as changed (bot_id, state)
    on conflict (bot_id) do update set state = excluded.state`.execute(tx)
}

/**
 * Saves changed bots, writes the outbox and moves the checkpoint, all or nothing.
 * @throws CheckpointMoved when the checkpoint is not at `fromSeq`. StoreUnavailable leaves open whether it was saved.
 */
export const saveAlarmState = async (
  store: Store,
  change: StateChange,
  outbox: Pick<Outbox, 'write'> | null,
): Promise<void> => {
  const { fromSeq, toSeq, ledgerEpoch, states, heard } = change
  try {
    await store.db.transaction().execute(async (tx) => {
      const moved = await tablesIn(tx)
        .updateTable('checkpoint')
        .set({ seq: toSeq })
        .where('seq', '=', fromSeq)
        .where('ledger_epoch', '=', ledgerEpoch)
        .where('version', '=', STATE_VERSION)
        .executeTakeFirst()
      if (moved.numUpdatedRows !== 1n) throw new CheckpointMoved(`the alarm checkpoint is no longer at ${fromSeq}`)
      await writeStates(tx, states)
      await outbox?.write(tx, heard, { fromSeq, toSeq, ledgerEpoch })
    })
  } catch (error) {
    // Dropped by a rebuild: then, too, the state is to be loaded again, which makes it anew.
    if (error instanceof Error && 'code' in error && error.code === '42P01') {
      throw new CheckpointMoved('the alarm state was dropped', { cause: error })
    }
    throw storeError(error)
  }
}
