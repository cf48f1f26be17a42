import { type Dropping, dropOldPartitions, minutesKeptFrom, type ProjectionSchema, type Store } from '@papertape/store'

/** What became of partitions of the history: by name, and why old ones that should go have to wait. */
export type PartitionChange = { made: string[] } & Dropping

/** How long a drop that was postponed waits, at least. */
const RETRY_MS = 30_000

/**
 * Drops old partitions between a writer's transactions: there the writer itself cannot be in the way, and a drop that
 * fails takes nothing with it.
 */
export const createPartitionKeeper = (
  store: Pick<Store, 'db'>,
  schema: ProjectionSchema,
  onChange: (change: PartitionChange) => void,
) => {
  let doneFrom: string | null = null
  let retryAtMs = 0

  const drop = async (): Promise<Dropping> => {
    try {
      return await dropOldPartitions(store.db, schema)
    } catch (error) {
      // Whatever it is, the facts go on being folded: old rows are passed over, dropped or not.
      return { dropped: [], postponed: error instanceof Error ? error.message : String(error) }
    }
  }
  return {
    /** The partitions that the writer has seen. */
    known: new Set<string>(),
    /** A transaction went through: it made these partitions, and came to this minute where the clock ticked in it. */
    async committed(made: string[], minute: string | null): Promise<void> {
      let dropping: Dropping = { dropped: [], postponed: null }
      const from = minute === null ? doneFrom : minutesKeptFrom(minute)
      if (from !== doneFrom && performance.now() >= retryAtMs) {
        dropping = await drop()
        if (dropping.postponed === null) doneFrom = from
        else retryAtMs = performance.now() + RETRY_MS
      }
      const { dropped, postponed } = dropping
      if (made.length + dropped.length > 0 || postponed !== null) onChange({ made, dropped, postponed })
    },
  }
}
