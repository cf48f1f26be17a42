import { commitBatch, type ProjectionSchema, type ProjectionTables, type Store } from '@papertape/store'
import type { Fact } from './fact.ts'
import type { Batch, Fold } from './fold.ts'
import { createPartitionKeeper, type PartitionChange } from './partition-keeper.ts'

/** Facts in one transaction at most: more would keep those who wait for a fact waiting. */
const BATCH_MAX = 1000
/** The same far behind, where nobody waits: rows that many facts change are written less often. */
const BATCH_MAX_BEHIND = 5000
/** How long a fact may wait for others while more are on their way. */
const DELAY_MS = 20

/** One transaction that went through. */
export type Commit = {
  epoch: string
  seq: number
  events: number
  ms: number
  /** The newest minute of the ledger's clock in it; `null` where the clock did not tick. */
  minute: string | null
} & Pick<Batch, 'bots' | 'contradictions'>

export type BatchWriterOptions = {
  store: Pick<Store, 'db'>
  schema: ProjectionSchema
  fold: Fold
  checkpoint: ProjectionTables['checkpoint']
  ledgerEpoch: string
  onCommit(commit: Commit): void
  onPartitions(change: PartitionChange): void
  /** The checkpoint was elsewhere: another writer or another projection. Nothing is written any more. */
  onConflict(): void
  /** The outcome of a transaction is not known. Nothing is written any more. */
  onError(error: unknown): void
}

/**
 * Folds facts as they come and writes what they change behind them: one transaction at a time, and while it runs the next
 * batch is folded.
 */
export const createBatchWriter = (options: BatchWriterOptions) => {
  const { store, schema, fold, checkpoint, ledgerEpoch } = options
  const partitions = createPartitionKeeper(store, schema, options.onPartitions)
  let committed = checkpoint.seq
  let waiting = 0
  let asOf = checkpoint.as_of ?? ''
  let running: Promise<void> | null = null
  /** The transaction that is running; never rejected. */
  let inFlight: Promise<void> | null = null
  let due = false
  let over = false
  let timer: NodeJS.Timeout | undefined

  const commit = async (): Promise<void> => {
    const { changes, bots, contradictions } = fold.take()
    const step = { from: committed, to: fold.seq, epoch: checkpoint.epoch, ledgerEpoch, asOf }
    const events = waiting
    waiting = 0
    const startedAtMs = performance.now()
    const written = await commitBatch(store, schema, step, changes, partitions.known)
    if (written === null) {
      over = true
      options.onConflict()
      return
    }
    committed = step.to
    const { epoch } = checkpoint
    const minute = changes.upserts.clock?.at(-1)?.minute ?? null
    options.onCommit({
      epoch,
      seq: committed,
      events,
      ms: performance.now() - startedAtMs,
      minute,
      bots,
      contradictions,
    })
    await partitions.committed(written.partitions, minute)
  }
  const run = async (): Promise<void> => {
    try {
      while (due && waiting > 0 && !over) {
        due = false
        inFlight = commit().catch((error: unknown) => {
          over = true
          options.onError(error)
        })
        await inFlight
      }
    } finally {
      inFlight = null
      running = null
    }
  }
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    due = true
    running ??= run()
  }
  return {
    /**
     * Takes in one fact, with how many are known to follow. A returned promise asks for a pause: as much is waiting as one
     * transaction takes, and the one before is not through.
     */
    add(fact: Fact, toCome: number): Promise<void> | undefined {
      if (over) return undefined
      fold.apply(fact)
      waiting += 1
      asOf = fact.event.recorded_at
      const isBehind = toCome > BATCH_MAX_BEHIND
      const isFull = waiting >= (isBehind ? BATCH_MAX_BEHIND : BATCH_MAX)
      const before = inFlight
      if (toCome === 0 || isFull) write()
      else if (!isBehind) timer ??= setTimeout(write, DELAY_MS)
      return isFull && before !== null ? before : undefined
    },
    /** Ends writing: what is in flight is waited for, what is waiting is left to whoever goes on from the checkpoint. */
    async close(): Promise<void> {
      over = true
      clearTimeout(timer)
      await running
    },
  }
}
