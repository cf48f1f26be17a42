import { subjects } from '@papertape/events'
import { retry } from '@papertape/service-kit'
import { checkAgainstLedger, type ProjectionSchema, type Store, StoreUnavailable } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { type Commit, createBatchWriter } from './batch-writer.ts'
import { readFact } from './fact.ts'
import { createFold, type Fold } from './fold.ts'
import type { FoldState } from './fold-state.ts'
import { loadFoldState } from './load-fold-state.ts'
import type { PartitionChange } from './partition-keeper.ts'

export type ProjectLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type ProjectOptions = {
  tape: Pick<Tape, 'follow' | 'streamState'>
  store: Store
  /** Default the live one. */
  schema?: ProjectionSchema
  /** Ends the work in order: the transaction in flight is waited for. */
  signal: AbortSignal
  log: ProjectLog
  /** Fold exactly up to this sequence, then return. Default: for ever. */
  until?: number
  /** Default `createFold`. */
  fold?(state: FoldState): Fold
  onCommit?(commit: Commit): void
  onPartitions?(change: PartitionChange): void
}

type End = 'aborted' | 'finished' | 'conflict' | 'unavailable'

/**
 * Folds the ledger into a projection, from its checkpoint on. Whatever stands against it but a defect is answered by
 * loading the checkpoint again: PostgreSQL away, another writer, a rebuilt projection in the old one's place.
 * @throws ProjectionMismatch when only a rebuild helps; EpochChanged when the ledger is exchanged meanwhile.
 */
export const project = async (options: ProjectOptions): Promise<void> => {
  const { store, schema = 'projection', signal, log } = options
  while (!signal.aborted) {
    const loaded = await retry(() => loadFoldState(store, schema), { signal, log, what: 'load the projection' })
    const ledger = await options.tape.streamState('LEDGER')
    checkAgainstLedger(loaded.checkpoint, ledger)
    const { seq, epoch } = loaded.checkpoint
    log.info({ schema, seq, epoch, ledger_seq: ledger.lastSeq }, 'projecting from checkpoint')
    const end = await projectFrom(options, loaded, ledger.epoch)
    if (end === 'finished' || end === 'aborted') return
    log.warn({ schema, reason: end }, 'loading the projection anew')
  }
}

const tellOf = ({ made, dropped, postponed }: PartitionChange, schema: ProjectionSchema, log: ProjectLog): void => {
  if (made.length > 0) log.info({ schema, partitions: made }, 'partitions of the history made')
  if (dropped.length > 0) log.info({ schema, partitions: dropped }, 'old partitions of the history dropped')
  if (postponed !== null) log.warn({ schema, reason: postponed }, 'old partitions of the history not dropped yet')
}

const projectFrom = async (
  {
    tape,
    store,
    schema = 'projection',
    signal,
    log,
    until,
    fold: begin = createFold,
    onCommit,
    onPartitions,
  }: ProjectOptions,
  { state, checkpoint }: Awaited<ReturnType<typeof loadFoldState>>,
  ledgerEpoch: string,
): Promise<End> => {
  if (until !== undefined && state.seq >= until) return 'finished'
  const ended = Promise.withResolvers<End>()
  const fold = begin(state)
  const writer = createBatchWriter({
    store,
    schema,
    fold,
    checkpoint,
    ledgerEpoch,
    onCommit(commit) {
      for (const { seq, event } of commit.contradictions) {
        log.error(
          { seq, id: event.id, type: event.type, bot_id: event.bot_id },
          'fact contradicts the ledger before it',
        )
      }
      onCommit?.(commit)
      if (until !== undefined && commit.seq >= until) ended.resolve('finished')
    },
    onPartitions(change) {
      tellOf(change, schema, log)
      onPartitions?.(change)
    },
    onConflict: () => ended.resolve('conflict'),
    onError: (error) => {
      if (!(error instanceof StoreUnavailable)) return ended.reject(error)
      log.warn({ error }, 'batch not committed')
      ended.resolve('unavailable')
    },
  })
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: subjects.ledger,
    from: state.seq + 1,
    signal,
    onMessage(message) {
      if (until !== undefined && message.seq > until) return undefined
      return writer.add(readFact(message), message.seq === until ? 0 : message.pending)
    },
  })
  follower.done.then(() => ended.resolve('aborted'), ended.reject)
  try {
    return await ended.promise
  } finally {
    follower.close()
    await writer.close()
    await follower.done.catch(() => undefined) // what it ended with has been told by `ended`
  }
}
