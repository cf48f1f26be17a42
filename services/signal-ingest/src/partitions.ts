import { parseFact, subjects } from '@papertape/events'
import { checkAgainstLedger, ProjectionMismatch, readIngestState, type Store } from '@papertape/store'
import type { Follower, Tape } from '@papertape/tape'
import { recoveredBot } from './bot.projection.ts'
import { openBook, type PartitionBook, writeIn } from './partition-book.ts'

/** One partition of the ledger as this instance knows it. */
export type Partition = {
  book: PartitionBook
  /** Ledger sequence of the last fact that this instance appended here, 0 before any. */
  appendedSeq: number
  /** Fulfilled when every fact of the partition up to a ledger sequence is in the book. */
  reached(seq: number): Promise<void>
}

/** The partitions that signals have come for, each loaded at its first one and followed from then on. */
export type Partitions = {
  of(partition: number): Promise<Partition>
  /** Lets go of what PostgreSQL holds up to this ledger sequence. */
  projected(seq: number): void
  /** How many ids are remembered because the projection may not have them yet. */
  rememberedIds(): number
  /** Rejects when following the ledger fails for good. */
  done: Promise<never>
}

type PartitionsOptions = { tape: Tape; store: Store; signal: AbortSignal }

const load = async ({ tape, store, signal }: PartitionsOptions, partition: number) => {
  const { checkpoint, bots, answered } = await readIngestState(store, partition)
  checkAgainstLedger(checkpoint, await tape.streamState('LEDGER'))

  const book = openBook({
    seq: checkpoint.seq,
    bots: bots.map(recoveredBot),
    answered: answered && { epoch: answered.signals_epoch, seq: answered.answered_seq },
  })
  const last = await tape.lastMessage('LEDGER', subjects.partition(partition))
  book.last_seq = Math.min(last?.seq ?? 0, checkpoint.seq)
  const follower: Follower = tape.follow({
    stream: 'LEDGER',
    subjects: subjects.partition(partition),
    from: checkpoint.seq + 1,
    signal,
    onMessage(message) {
      writeIn(book, parseFact(message.text()), message.seq)
      book.last_seq = message.seq
    },
  })
  await Promise.race([follower.reached(last?.seq ?? 0, signal), follower.done])
  return { book, follower }
}

/** Loads partitions from their projection rows and the ledger behind them (ARCHITECTURE, rule 7). */
export const openPartitions = (options: PartitionsOptions): Partitions => {
  const loaded = new Map<number, Promise<Partition>>()
  const books: PartitionBook[] = []
  const failure = Promise.withResolvers<never>()
  // Whoever waits for `done` hears of it; a failure before that is thrown by `of` as well.
  failure.promise.catch(() => undefined)

  const open = async (partition: number): Promise<Partition> => {
    const { book, follower } = await load(options, partition)
    follower.done.catch(failure.reject)
    books.push(book)
    return { book, appendedSeq: 0, reached: (seq) => follower.reached(seq, options.signal) }
  }

  return {
    done: failure.promise,
    rememberedIds: () => books.reduce((sum, book) => sum + book.used.size(), 0),
    projected: (seq) => {
      // Not past what has been heard: a hint is no proof, and what it says about the future least of all.
      for (const book of books) book.used.forget(Math.min(seq, book.last_seq))
    },
    of: (partition) => {
      const known = loaded.get(partition)
      if (known !== undefined) return known
      const opening = open(partition)
      loaded.set(partition, opening)
      // A failed attempt is not remembered: the next signal tries again. What another attempt cannot heal ends the service.
      opening.catch((error: unknown) => {
        loaded.delete(partition)
        if (error instanceof ProjectionMismatch) failure.reject(error)
      })
      return opening
    },
  }
}
