import { CompiledQuery, type Kysely } from 'kysely'
import type { Changes, Executor } from './changes.ts'
import { createPartitionStatements, type ProjectionSchema, partitionName } from './ddl.ts'
import { isTransientPostgresError } from './errors.ts'
import type { OpsTables } from './ops/tables.ts'
import { type ProjectionTableName, projectionTables } from './projection-tables.ts'
import type { Lanes, Table } from './table.ts'

/** Key of the advisory lock that keeps partitions from being dropped; see `projection-schema.ts` for the others. */
const KEEP_LOCK = 7_261_003

/** Everybody who reads or writes the table queues behind a drop that waits. */
const DROP_LOCK_TIMEOUT_MS = 50

const laned = Object.entries(projectionTables as Record<string, Table>).flatMap(([name, { lanes }]) =>
  lanes === undefined ? [] : [{ name: name as ProjectionTableName, lanes }],
)

const partitionsOf = async (db: Executor, schema: ProjectionSchema, table: string): Promise<string[]> => {
  const { rows } = await db.executeQuery<{ name: string }>(
    CompiledQuery.raw(
      `select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = to_regclass($1) order by 1`,
      [`${schema}.${table}`],
    ),
  )
  return rows.map(({ name }) => name)
}

const lanesIn = (upserts: Changes['upserts'], table: ProjectionTableName, { column }: Lanes): Set<string> => {
  const rows: readonly object[] = (table !== 'checkpoint' && upserts[table]) || []
  return new Set(rows.map((row) => String(row[column as keyof typeof row])))
}

/**
 * Makes the partitions that a batch's rows need and that are not there; answers their names. `known` are those that the
 * writer has seen, so that nobody asks twice. In the transaction that steps the checkpoint, which lets in one at a time.
 */
export const addPartitions = async (
  db: Executor,
  schema: ProjectionSchema,
  upserts: Changes['upserts'],
  known: Set<string>,
): Promise<string[]> => {
  const made: string[] = []
  for (const { name, lanes } of laned) {
    const wanted = [...lanesIn(upserts, name, lanes)].filter((lane) => !known.has(partitionName(name, lane)))
    if (wanted.length === 0) continue
    const there = new Set(await partitionsOf(db, schema, name))
    for (const lane of wanted) {
      const partition = partitionName(name, lane)
      known.add(partition)
      if (there.has(partition)) continue
      for (const statement of createPartitionStatements(schema, name, lane)) {
        await db.executeQuery(CompiledQuery.raw(statement))
      }
      made.push(partition)
    }
  }
  return made
}

/** The minute up to which the clock of live and demo bots has come; null before its first tick. */
export const clockMinute = async (db: Executor, schema: ProjectionSchema): Promise<string | null> => {
  const { rows } = await db.executeQuery<{ minute: string }>(
    CompiledQuery.raw(`select minute from ${schema}.clock where name = 'clock'`),
  )
  return rows[0]?.minute ?? null
}

/** What became of the partitions that no longer count; `postponed` says why the rest has to wait. */
export type Dropping = { dropped: string[]; postponed: string | null }

/**
 * Drops the partitions whose rows have all ceased to count, each in a transaction of its own. A drop needs the table for
 * itself, so it waits only for an instant and is postponed while someone reads; so it is while they are kept.
 */
export const dropOldPartitions = async (db: Kysely<OpsTables>, schema: ProjectionSchema): Promise<Dropping> => {
  const dropped: string[] = []
  try {
    for (;;) {
      const { partition, postponed } = await db.transaction().execute((tx) => dropOldest(tx, schema))
      if (partition === null) return { dropped, postponed }
      dropped.push(partition)
    }
  } catch (error) {
    if (!isTransientPostgresError(error)) throw error
    return { dropped, postponed: error instanceof Error ? error.message : String(error) }
  }
}

type OneDropped = { partition: string | null; postponed: string | null }
const NONE_LEFT: OneDropped = { partition: null, postponed: null }

const dropOldest = async (tx: Executor, schema: ProjectionSchema): Promise<OneDropped> => {
  const now = await clockMinute(tx, schema)
  if (now === null) return NONE_LEFT
  for (const { name, lanes } of laned) {
    const oldestKept = partitionName(name, lanes.keptFrom(now))
    const partition = (await partitionsOf(tx, schema, name)).find((each) => each < oldestKept)
    if (partition === undefined) continue
    const { rows } = await tx.executeQuery<{ locked: boolean }>(
      CompiledQuery.raw('select pg_try_advisory_xact_lock($1) as locked', [KEEP_LOCK]),
    )
    if (rows[0]?.locked !== true) return { partition: null, postponed: 'a verification is reading them' }
    await tx.executeQuery(CompiledQuery.raw(`set local lock_timeout = ${DROP_LOCK_TIMEOUT_MS}`))
    await tx.executeQuery(CompiledQuery.raw(`drop table ${schema}.${partition}`))
    return { partition, postponed: null }
  }
  return NONE_LEFT
}

/**
 * Runs `work` while no partition is dropped. For who reads a table much later than its snapshot was taken: what is dropped
 * is gone from old snapshots too.
 */
export const keepingPartitions = async <Result>(db: Kysely<OpsTables>, work: () => Promise<Result>): Promise<Result> =>
  db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw('select pg_advisory_lock_shared($1)', [KEEP_LOCK]))
    try {
      return await work()
    } finally {
      await connection.executeQuery(CompiledQuery.raw('select pg_advisory_unlock_shared($1)', [KEEP_LOCK]))
    }
  })
