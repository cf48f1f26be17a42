import { commitBatch, type ProjectionSchema, type ProjectionTables, type Store } from '@papertape/store'
import type { Fact } from './fact.ts'
import type { Batch, Fold } from './fold.ts'

/** Facts in one transaction at most; more only make it longer. */
const BATCH_MAX = 1000
/** How long a fact may wait for others while more are on their way. */
const DELAY_MS = 20

/** One transaction that went through. */
export type Commit = { epoch: string; seq: number; events: number; ms: number } & Pick<Batch, 'bots' | 'contradictions'>

export type BatchWriterOptions = {
  store: Pick<Store, 'db'>
  schema: ProjectionSchema
  fold: Fold
  checkpoint: ProjectionTables['checkpoint']
  ledgerEpoch: string
  onCommit(commit: Commit): void
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
  let committed = checkpoint.seq
  let waiting = 0
  let asOf = checkpoint.as_of ?? ''
  let running: Promise<void> | null = null
  let due = false
  let over = false
  let timer: NodeJS.Timeout | undefined

  const commit = async (): Promise<void> => {
    const { changes, bots, contradictions } = fold.take()
    const step = { from: committed, to: fold.seq, epoch: checkpoint.epoch, ledgerEpoch, asOf }
    const events = waiting
    waiting = 0
    const startedAtMs = performance.now()
    const stepped = await commitBatch(store, schema, step, changes)
    if (!stepped) {
      over = true
      options.onConflict()
      return
    }
    committed = step.to
    const { epoch } = checkpoint
    options.onCommit({ epoch, seq: committed, events, ms: performance.now() - startedAtMs, bots, contradictions })
  }
  const run = async (): Promise<void> => {
    try {
      while (due && waiting > 0 && !over) {
        due = false
        await commit()
      }
    } catch (error) {
      over = true
      options.onError(error)
    } finally {
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
    /** Takes in one fact. A returned promise asks for a pause: as much is waiting as one transaction takes. */
    add(fact: Fact, moreToCome: boolean): Promise<void> | undefined {
      if (over) return undefined
      fold.apply(fact)
      waiting += 1
      asOf = fact.event.recorded_at
      if (!moreToCome || waiting >= BATCH_MAX) write()
      else timer ??= setTimeout(write, DELAY_MS)
      return waiting >= BATCH_MAX && running !== null ? running : undefined
    },
    /** Ends writing: what is in flight is waited for, what is waiting is left to whoever goes on from the checkpoint. */
    async close(): Promise<void> {
      over = true
      clearTimeout(timer)
      await running
    },
  }
}
