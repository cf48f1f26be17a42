import { setTimeout as delay } from 'node:timers/promises'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type { ProjectionSchema } from './ddl.ts'
import { isTransientPostgresError, storeError } from './errors.ts'
import { migrateOps } from './ops/migrate.ts'
import { opsMigrations } from './ops/migrations.ts'
import type { OpsTables } from './ops/tables.ts'
import { createPool } from './pool.ts'
import { alone, ensureProjection } from './projection-schema.ts'
import type { ProjectionTables } from './projection-tables.ts'

/** Reads as of one checkpoint: every query inside sees the same snapshot. */
export type Snapshot = {
  projection: Kysely<ProjectionTables>
  checkpoint: ProjectionTables['checkpoint']
}

/** An open connection pool to PostgreSQL. */
export type Store = AsyncDisposable & {
  db: Kysely<OpsTables>
  /** The tables of the projection, each query on its own; `schema` for a rebuild. */
  projection(schema?: ProjectionSchema): Kysely<ProjectionTables>
  /**
   * Runs all reads of `read` in one repeatable-read transaction, with the checkpoint they are as of. A swap waits for it
   * to end, so it must be short.
   * @throws StoreUnavailable when PostgreSQL is away; then the same call may succeed later.
   */
  snapshot<Result>(read: (snapshot: Snapshot) => Promise<Result>, schema?: ProjectionSchema): Promise<Result>
  /** Fulfilled when PostgreSQL answers. */
  ping(): Promise<void>
}

export type StoreOptions = {
  url: string
  /** Shown as `application_name` in PostgreSQL. */
  name: string
  /** Ends the waiting for PostgreSQL. */
  signal?: AbortSignal
  /** Most connections at a time, default 10, at least 2. */
  connectionsMax?: number
  /** `leave` neither creates nor checks the projection: for those who replace it. */
  projection?: 'ensure' | 'leave'
  /** Hears once, with the reason, when PostgreSQL has to be waited for. */
  onWaiting?: (reason: string) => void
}

/**
 * Connects, waits for PostgreSQL, migrates `ops` and creates schema `projection` where there is none.
 * @throws ProjectionMismatch when the projection there is has another version.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { url, name, signal, connectionsMax = 10, projection = 'ensure', onWaiting } = options
  const db = new Kysely<OpsTables>({
    dialect: new PostgresDialect({ pool: createPool({ url, name, max: connectionsMax }) }),
  })
  try {
    await whenAvailable(
      () =>
        alone(db, async () => {
          await migrateOps(db, opsMigrations)
          if (projection === 'ensure') await ensureProjection(db)
        }),
      signal,
      onWaiting,
    )
  } catch (error) {
    await db.destroy()
    throw error
  }
  return storeOver(db)
}

const storeOver = (db: Kysely<OpsTables>): Store => {
  const tables = db.withTables<ProjectionTables>()
  return {
    db,
    projection: (schema = 'projection') => tables.withSchema(schema),
    async snapshot(read, schema = 'projection') {
      try {
        return await tables
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (tx) => {
            const projection = tx.$pickTables<keyof ProjectionTables>().withSchema(schema)
            const checkpoint = await projection.selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
            return read({ projection, checkpoint })
          })
      } catch (error) {
        throw storeError(error)
      }
    },
    async ping() {
      await db.executeQuery(CompiledQuery.raw('select 1'))
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

const whenAvailable = async (
  open: () => Promise<void>,
  signal?: AbortSignal,
  onWaiting?: (reason: string) => void,
): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted()
    try {
      return await open()
    } catch (error) {
      if (!isTransientPostgresError(error)) throw error
      if (attempt === 0) onWaiting?.(error instanceof Error ? error.message : String(error))
      await delay(Math.min(2000, 100 * 2 ** attempt), undefined, signal ? { signal } : {}).catch(() =>
        signal?.throwIfAborted(),
      )
    }
  }
}
