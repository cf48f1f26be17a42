import type { Thresholds } from '@papertape/events'
import { type BotWatchJson, watchFromJson } from '@papertape/risk'
import { type OpsTables, type Store, storeError } from '@papertape/store'
import { type ColumnType, type Kysely, sql } from 'kysely'
import type { HeardAlarm, Outbox, Stretch } from './outbox.ts'
import { NOTHING_WATCHED, type Watched } from './watchlist.ts'

/** Where this service keeps its fold of the ledger. Disposable: `./papertape rebuild` drops it, and it grows back. */
const SCHEMA = 'alarm_evaluator'

/** Goes up with every change in the shape or the meaning of what is saved; another version's state is dropped. */
const STATE_VERSION = 5

type AlarmTables = {
  checkpoint: {
    name: string
    seq: number
    ledger_epoch: string
    version: number
    /** The place of the rules that decided. */
    rules_seq: number
    thresholds: ColumnType<Thresholds, string, string>
    minute: string | null
  }
  /** `stale_since` is for readers: the gateway tells by it which alarms have no prices to judge by. */
  bot_state: { bot_id: string; state: BotWatchJson; stale_since: string | null }
}

/** The fold as it was saved: everything as of one place in the ledger. */
export type SavedState = Watched & { seq: number; ledgerEpoch: string }

/** The ledger, and the place in it of the rules that decide now. */
export type LedgerPlace = { ledgerEpoch: string; rulesSeq: number }

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

/** The version of the saved state, `null` where there is none. */
const versionOf = async (db: Kysely<OpsTables>): Promise<number | null> => {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass(${`${SCHEMA}.checkpoint`}) is not null as made`.execute(db)
  if (rows[0]?.made !== true) return null
  return (await tablesIn(db).selectFrom('checkpoint').select('version').executeTakeFirst())?.version ?? null
}

/**
 * Makes the tables anew where they are missing or of another version. States are `json`, not `jsonb`: they hold names given
 * by others, in which JSON allows U+0000 and jsonb does not.
 */
const ensureSchema = (store: Store): Promise<void> =>
  store.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SCHEMA}))`.execute(tx)
    await sql`create schema if not exists ${sql.id(SCHEMA)}`.execute(tx)
    if ((await versionOf(tx)) === STATE_VERSION) return
    await sql`drop table if exists ${sql.id(SCHEMA, 'checkpoint')}, ${sql.id(SCHEMA, 'bot_state')}`.execute(tx)
    await sql`create table ${sql.id(SCHEMA, 'checkpoint')} (
      name text primary key, seq bigint not null, ledger_epoch text not null, version int not null,
      rules_seq bigint not null, thresholds json not null, minute text)`.execute(tx)
    await sql`create table ${sql.id(SCHEMA, 'bot_state')} (
      bot_id text primary key, state json not null, stale_since text)`.execute(tx)
  })

/**
 * Reads the whole saved state; the beginning of the ledger where there is none, or where other rules had decided it. That
 * of another ledger is answered as it is: what to do about it is not decided here.
 */
export const loadAlarmState = async (store: Store, { ledgerEpoch, rulesSeq }: LedgerPlace): Promise<SavedState> => {
  try {
    await ensureSchema(store)
    return await tablesIn(store.db)
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const saved = await tx.selectFrom('checkpoint').selectAll().executeTakeFirst()
        if (saved !== undefined && (saved.rules_seq === rulesSeq || saved.ledger_epoch !== ledgerEpoch)) {
          const rows = await tx.selectFrom('bot_state').select('state').orderBy('bot_id').execute()
          const { seq, ledger_epoch, thresholds, minute } = saved
          const watches = rows.map(({ state }) => watchFromJson(state))
          return { seq, ledgerEpoch: ledger_epoch, thresholds, minute, watches }
        }
        await tx.deleteFrom('bot_state').execute()
        await tx.deleteFrom('checkpoint').execute()
        const begin = { name: 'ledger', seq: 0, ledger_epoch: ledgerEpoch, version: STATE_VERSION, rules_seq: rulesSeq }
        await tx
          .insertInto('checkpoint')
          .values({ ...begin, thresholds: '{}', minute: null })
          .execute()
        return { seq: 0, ledgerEpoch, ...NOTHING_WATCHED }
      })
  } catch (error) {
    throw storeError(error)
  }
}

/** What one save writes: the bots that changed in a stretch of the ledger, as JSON text, and what was heard there. */
export type StateChange = Stretch &
  Pick<Watched, 'thresholds' | 'minute'> & {
    rulesSeq: number
    states: ReadonlyMap<string, SavedBot>
    heard: readonly HeardAlarm[]
  }

/** A watch as JSON text, and what of it others read. */
export type SavedBot = { state: string; staleSince: string | null }

const writeStates = async (tx: Kysely<OpsTables>, states: ReadonlyMap<string, SavedBot>): Promise<void> => {
  if (states.size === 0) return
  const bots = [...states.values()]
  await sql`insert into ${sql.id(SCHEMA, 'bot_state')} (bot_id, state, stale_since)
    select bot_id, state::json, stale_since
    from unnest(
      ${[...states.keys()]}::text[],
      ${bots.map(({ state }) => state)}::text[],
      ${bots.map(({ staleSince }) => staleSince)}::text[]
    ) as changed (bot_id, state, stale_since)
    on conflict (bot_id) do update set state = excluded.state, stale_since = excluded.stale_since`.execute(tx)
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
  const { fromSeq, toSeq, ledgerEpoch, rulesSeq, states, heard, thresholds, minute } = change
  try {
    await store.db.transaction().execute(async (tx) => {
      const moved = await tablesIn(tx)
        .updateTable('checkpoint')
        .set({ seq: toSeq, minute, thresholds: JSON.stringify(thresholds) })
        .where('seq', '=', fromSeq)
        .where('ledger_epoch', '=', ledgerEpoch)
        .where('version', '=', STATE_VERSION)
        .where('rules_seq', '=', rulesSeq)
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
