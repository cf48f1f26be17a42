import { setTimeout as pause } from 'node:timers/promises'
import { ALL_BOTS, type EventOf, type LedgerEvent, parseFact, subjects } from '@papertape/events'
import { type Logger, retry } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Follower, Tape } from '@papertape/tape'
import { createLiveBook } from './live-book.ts'
import { atEachMinute } from './minute-clock.ts'
import { onFact } from './on-fact.ts'
import { createPartitionAppends } from './partition-appends.ts'
import { readPartitionState } from './partition-state.ts'
import type { PriceFeed } from './price-feed.ts'
import { foldFact } from './recovered-partition.projection.ts'
import { createRunBooks } from './run-books.ts'
import { answerProgress } from './run-progress.ts'
import type { TraderMetrics } from './trader-metrics.ts'

/** How an owned partition is doing. */
export type PartitionStatus = { openTrades(): number; pendingAppends(): number }

export type PartitionOptions = {
  tape: Tape
  store: Store
  feed: PriceFeed
  metrics: TraderMetrics
  log: Logger
  partition: number
  /** Aborts when the partition is not to be traded any more. */
  held: AbortSignal
  /** Aborts when the process stops: then what is decided is appended first. */
  stopping: AbortSignal
}

/** How long a stop waits for what is decided to be in the ledger; the next owner appends the rest. */
const DRAIN_MS = 3000

/** Fulfilled when a signal aborts. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/**
 * Owns one partition until `held` aborts: takes over what the last owner left unfinished, hears the partition's facts and
 * says what follows from them and from the ticks. Throws what no waiting heals.
 */
export const tradePartition = async (
  options: PartitionOptions,
  onStatus: (status: PartitionStatus) => void,
): Promise<void> => {
  const { tape, store, feed, metrics, partition, held, stopping } = options
  const log = options.log.child({ partition })
  const end = new AbortController()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {}) // Heard by whoever waits below; before and after that nobody needs to.
  const onFailure = (error: unknown) => {
    if (!held.aborted) failed.reject(error)
  }

  const recovered = await retry(() => readPartitionState(store, tape, partition), {
    signal: held,
    log,
    what: 'read the partition',
  })
  const unheardUntil = recovered.seq
  let hear = (event: LedgerEvent, seq: number): void => foldFact(recovered, event, seq)
  const caughtUp = Promise.withResolvers<void>()
  const clock = subjects.fact(0, ALL_BOTS, 'clock.ticked')
  const follower: Follower = tape.follow({
    stream: 'LEDGER',
    subjects: partition === 0 ? [subjects.partition(0)] : [subjects.partition(partition), clock],
    from: recovered.seq + 1,
    signal: end.signal,
    onMessage(message) {
      const event = parseFact(message.text())
      appends.heard(event, message.seq)
      hear(event, message.seq)
    },
    onCaughtUp: caughtUp.resolve,
  })
  follower.done.catch(onFailure)
  const appends = createPartitionAppends({ tape, partition, follower, metrics, onFailure })

  const trade = async (): Promise<void> => {
    await Promise.race([caughtUp.promise, failed.promise, aborted(held)])
    if (held.aborted) return
    const { decision } = appends
    const onDecision = (...given: Parameters<typeof decision>) => void decision(...given).catch(onFailure)
    const { tickIgnored: onIgnored } = metrics
    const live = createLiveBook({ tape, feed, signal: held, onDecision, onIgnored, onFailure }, recovered)
    const runs = createRunBooks(
      { tape, store, log, metrics, partition, follower, appends, signal: held, unheardUntil, onFailure },
      recovered,
    )
    // All that was unfinished is in the books now.
    recovered.trades.clear()
    recovered.marks.clear()
    recovered.closes = []
    const recordMarks = async ({ id, data }: EventOf<'clock.ticked'>, ledgerSeq: number): Promise<void> => {
      const marks = await live.marks()
      await appends.flushed()
      await appends.marks(data.minute, null, marks, { cause: id, ledgerSeq, ticksEpoch: feed.epoch })
    }
    hear = (event, seq) =>
      onFact(event, seq, {
        bookOf: (run) => (run === null ? live : runs.of(run)),
        minutePassed(minute, ledgerSeq) {
          runs.retireForsaken()
          if (live.openTrades > 0) recordMarks(minute, ledgerSeq).catch(onFailure)
        },
        marked({ data }) {
          if (data.run !== null) runs.of(data.run).marked(data.minute)
        },
      })
    onStatus({
      openTrades: () => live.openTrades + runs.openTrades(),
      pendingAppends: () => appends.pending,
    })
    log.info({ open_trades: live.openTrades + runs.openTrades(), ledger_seq: follower.position }, 'trading')
    const stopAnswering = answerProgress(tape, partition, runs.positionOf)
    if (partition === 0) {
      void atEachMinute(held, (minute) => {
        if (tape.connected()) appends.clock(minute).catch(onFailure)
      })
    }
    try {
      await Promise.race([failed.promise, aborted(held)])
    } finally {
      stopAnswering()
      live.dispose()
    }
  }

  try {
    await trade()
    if (stopping.aborted) await Promise.race([appends.flushed(), pause(DRAIN_MS, undefined, { ref: false })])
  } finally {
    appends.abandon()
    end.abort()
    log.info({ ledger_seq: follower.position }, 'not trading any more')
  }
}
