import { type Logger, retry } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Follower, Tape } from '@papertape/tape'
import type { PartitionAppends } from './partition-appends.ts'
import { readRun } from './read-run.ts'
import { emptyPartition, type RecoveredPartition } from './recovered-partition.projection.ts'
import { createRunBook, type RunBook } from './run-book.ts'
import type { Position } from './run-progress.ts'
import type { TraderMetrics } from './trader-metrics.ts'

export type RunBooksOptions = {
  tape: Tape
  store: Store
  log: Logger
  metrics: TraderMetrics
  partition: number
  follower: Follower
  appends: PartitionAppends
  signal: AbortSignal
  /** Facts up to here were not heard by this owner. */
  unheardUntil: number
  onFailure(error: unknown): void
}

/** The replay runs that one partition takes part in. */
export type RunBooks = {
  of(run: string): RunBook
  /** Of a run without any accepted signal in the partition, everything is worked through. */
  positionOf(run: string): Promise<Position>
  /** Gives up what nobody has pushed for a minute or two; it is taken up again like that of an earlier owner. */
  retireForsaken(): void
  openTrades(): number
}

/** Takes up the runs that have unfinished trades; others when a signal of theirs, or a question about them, is heard. */
export const createRunBooks = (options: RunBooksOptions, recovered: RecoveredPartition): RunBooks => {
  const { tape, store, log, metrics, partition, follower, appends, signal, unheardUntil, onFailure } = options
  const books = new Map<string, RunBook>()
  const unknown = new Set<string>()
  /** What was heard behind `unheardUntil` of runs that have no book. */
  const known = new Map(recovered.runs)

  const readKnown = async (run: string) => {
    const read = () => {
      const range = { partition, run, until: unheardUntil, through: follower.position }
      return readRun({ store, tape, signal }, range)
    }
    const earlier = await retry(read, { signal, log, what: 'read a run' })
    const later = known.get(run)
    if (earlier === null && later === undefined) return null
    return {
      markedMinute: later?.markedMinute ?? earlier?.markedMinute ?? null,
      firstAcceptedAt: earlier?.firstAcceptedAt ?? later?.firstAcceptedAt ?? null,
    }
  }

  const add = (run: string, from: RecoveredPartition): RunBook => {
    const book = createRunBook(
      {
        tape,
        run,
        signal,
        readRun: () => readKnown(run),
        appendDecision: appends.decision,
        appendMarks: (minute, marks) => {
          const heard = { cause: null, ledgerSeq: follower.position, ticksEpoch: tape.epochs.replays }
          return appends.marks(minute, run, marks, heard)
        },
        onIgnored: metrics.tickIgnored,
        onFailure,
      },
      from,
    )
    books.set(run, book)
    unknown.delete(run)
    return book
  }

  for (const { accepted } of recovered.trades.values()) {
    const { run } = accepted.data
    if (run !== null && !books.has(run)) add(run, recovered)
  }

  const of = (run: string): RunBook => books.get(run) ?? add(run, emptyPartition(0))

  return {
    of,
    async positionOf(run) {
      if (!books.has(run) && !unknown.has(run)) {
        const isKnown = (await readKnown(run)) !== null
        if (isKnown) of(run)
        else unknown.add(run)
      }
      const book = books.get(run)
      if (book === undefined) {
        // Before it is asked for anything: what is heard while that lasts may be the run's first signal.
        const ledger_seq = follower.position
        return { seq: (await tape.streamState('REPLAYS')).lastSeq, ledger_seq }
      }
      const seq = book.workedThrough()
      return seq === null ? null : { seq, ledger_seq: follower.position }
    },
    retireForsaken() {
      for (const [run, book] of books) {
        if (!book.isForsaken()) continue
        books.delete(run)
        known.set(run, book.retire())
      }
    },
    openTrades: () => books.values().reduce((sum, book) => sum + book.openTrades, 0),
  }
}
