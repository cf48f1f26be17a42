import type { Migration } from 'kysely/migration'

/**
 * The migrations of schema `ops`, by name `<UTC timestamp>_<what it does>`: forward-only, never changed once released.
 * Empty so far: everything kept today grows back from the ledger.
 */
export const opsMigrations: Record<string, Migration> = {}
