import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { isTransientPostgresError } from '../errors.ts'
import type { OpsTables } from './tables.ts'

/** Brings schema `ops` to the newest migration. Safe to call from several processes at once; nothing is ever undone. */
export const migrateOps = async (db: Kysely<OpsTables>, migrations: Record<string, Migration>): Promise<void> => {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'ops',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error === undefined) return
  if (isTransientPostgresError(error)) throw error
  const failed = results.find(({ status }) => status === 'Error')?.migrationName
  throw new Error(failed === undefined ? 'schema ops could not be migrated' : `migration ${failed} of ops failed`, {
    cause: error,
  })
}
