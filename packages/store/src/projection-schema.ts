import { randomUUID } from 'node:crypto'
import { CompiledQuery, type Kysely } from 'kysely'
import type { Executor } from './changes.ts'
import { createProjectionStatements, type ProjectionSchema } from './ddl.ts'
import { storeError } from './errors.ts'
import { checkVersion } from './ledger-check.ts'
import type { OpsTables } from './ops/tables.ts'
import { PROJECTION_VERSION, projectionTables } from './projection-tables.ts'

/** Keys of PostgreSQL advisory locks; any numbers do, as long as no two meanings share one. */
const SET_UP_LOCK = 7_261_001
const REBUILD_LOCK = 7_261_002

/** Runs `work` while no other process does its own, each waiting for the other. */
export const alone = async (db: Kysely<OpsTables>, work: (db: Executor) => Promise<void>): Promise<void> =>
  db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw('select pg_advisory_lock($1)', [SET_UP_LOCK]))
    try {
      await work(connection)
    } finally {
      await connection.executeQuery(CompiledQuery.raw('select pg_advisory_unlock($1)', [SET_UP_LOCK]))
    }
  })

/** Runs `work` unless another process is rebuilding now; answers whether it ran. */
export const asOnlyRebuild = async (db: Kysely<OpsTables>, work: () => Promise<void>): Promise<boolean> =>
  db.connection().execute(async (connection) => {
    const { rows } = await connection.executeQuery<{ locked: boolean }>(
      CompiledQuery.raw('select pg_try_advisory_lock($1) as locked', [REBUILD_LOCK]),
    )
    if (rows[0]?.locked !== true) return false
    try {
      await work()
      return true
    } finally {
      await connection.executeQuery(CompiledQuery.raw('select pg_advisory_unlock($1)', [REBUILD_LOCK]))
    }
  })

/** Makes an empty projection under a new epoch; it appears at once and whole. */
export const createProjection = async (db: Kysely<OpsTables>, schema: ProjectionSchema): Promise<void> => {
  const statements = createProjectionStatements(schema)
  const last = statements.pop() ?? ''
  await db.transaction().execute(async (tx) => {
    for (const statement of statements) await tx.executeQuery(CompiledQuery.raw(statement))
    await tx.executeQuery(CompiledQuery.raw(last, [randomUUID()]))
  })
}

/** Removes a schema and all in it, if it is there. */
export const dropProjection = async (db: Executor, schema: ProjectionSchema): Promise<void> => {
  await db.executeQuery(CompiledQuery.raw(`drop schema if exists ${schema} cascade`))
}

/** The version of the projection that is there, or null where there is none. */
export const versionOf = async (db: Executor, schema: ProjectionSchema): Promise<number | null> => {
  const { rows } = await db.executeQuery<{ there: boolean }>(
    CompiledQuery.raw('select to_regclass($1) is not null as there', [`${schema}.checkpoint`]),
  )
  if (rows[0]?.there !== true) return null
  const checkpoint = await db.executeQuery<{ version: number }>(
    CompiledQuery.raw(`select version from ${schema}.checkpoint where name = 'ledger'`),
  )
  return checkpoint.rows[0]?.version ?? null
}

/**
 * Creates the live projection where there is none.
 * @throws ProjectionMismatch when the one that is there has another version.
 */
export const ensureProjection = async (db: Kysely<OpsTables>): Promise<void> => {
  const version = await versionOf(db, 'projection')
  if (version === null) await createProjection(db, 'projection')
  else checkVersion({ version })
}

const lockLive = async (tx: Executor): Promise<number> => {
  const tables = Object.keys(projectionTables).map((name) => `projection.${name}`)
  // Bounded, because everybody who reads queues behind a waiting exclusive lock.
  await tx.executeQuery(CompiledQuery.raw(`set local lock_timeout = '2s'`))
  await tx.executeQuery(CompiledQuery.raw(`lock table ${tables.join(', ')} in access exclusive mode`))
  const { rows } = await tx.executeQuery<{ seq: number }>(
    CompiledQuery.raw(
      `select live.seq from projection.checkpoint live
      join projection_next.checkpoint next on next.ledger_epoch = live.ledger_epoch where live.version = $1`,
      [PROJECTION_VERSION],
    ),
  )
  return rows[0]?.seq ?? 0
}

/**
 * Puts `projection_next` in the place of `projection`, in one transaction: a reader sees the one or the other, and a
 * writer of the old one finds another epoch in the checkpoint. While the live tables are locked, `finish` brings the new
 * ones to the live sequence, so that no reader ever goes back, and stops writing them.
 * @throws StoreUnavailable when the locks were not to be had in time, before `finish` was called.
 */
export const swapProjections = async (
  db: Kysely<OpsTables>,
  finish: (liveSeq: number) => Promise<void>,
): Promise<void> => {
  try {
    await db.transaction().execute(async (tx) => {
      const isComparable = (await versionOf(tx, 'projection')) === PROJECTION_VERSION
      await finish(isComparable ? await lockLive(tx) : 0)
      await dropProjection(tx, 'projection')
      await tx.executeQuery(CompiledQuery.raw('alter schema projection_next rename to projection'))
    })
  } catch (error) {
    throw storeError(error)
  }
}
