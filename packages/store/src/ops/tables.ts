/** What kysely knows of schema `ops`, which is backed up and never rebuilt. Empty so far. */
export type OpsTables = Record<never, never>
