import type { Kysely } from 'kysely'
import type { ProjectionTables } from './projection-tables.ts'

/** What kysely knows of schema `ops`, which is backed up and never rebuilt. */
export type OpsTables = Record<never, never>

/** Reads as of one checkpoint: every query inside sees the same snapshot. */
export type Snapshot = {
  projection: Kysely<ProjectionTables>
  checkpoint: ProjectionTables['checkpoint']
}

/** An open connection pool to PostgreSQL. */
export type Store = AsyncDisposable & {
  db: Kysely<OpsTables>
  /** The tables of the projection, each query on its own; `schema` for a rebuild. */
  projection(schema?: string): Kysely<ProjectionTables>
  /** Runs all reads of `read` in one repeatable-read transaction, with the checkpoint they are as of. */
  snapshot<Result>(read: (snapshot: Snapshot) => Promise<Result>): Promise<Result>
  /** Fulfilled when PostgreSQL answers. */
  ping(): Promise<void>
}

/** Connects, waits for PostgreSQL, migrates `ops` and creates schema `projection` where there is none. */
export declare const openStore: (options: { url: string; name: string; signal?: AbortSignal }) => Promise<Store>
