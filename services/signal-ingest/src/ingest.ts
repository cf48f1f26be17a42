import { subjects } from '@papertape/events'
import { type Check, type Logger, type Metrics, retry } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { createCounters } from './counters.ts'
import { createIdLookup } from './id-lookup.ts'
import { onSignal } from './on-signal.ts'
import { openPartitions } from './partitions.ts'
import { openMarkets } from './ticks/markets.ts'

/** A running ingest. */
export type Ingest = {
  /** Fulfilled after the stop signal, when the last answer is in the ledger; rejects when going on would be wrong. */
  done: Promise<void>
  /** For health: what comes to this instance, and how far it has followed. */
  check(): Check
}

type IngestOptions = {
  tape: Tape
  store: Store
  instance: string
  metrics: Metrics
  log: Logger
  signal: AbortSignal
}

const seqOf = (hint: unknown): number | null =>
  typeof hint === 'object' && hint !== null && 'seq' in hint && typeof hint.seq === 'number' ? hint.seq : null

/** Takes part in answering the signals of all partitions until the signal aborts. */
export const startIngest = async (options: IngestOptions): Promise<Ingest> => {
  const { tape, store, instance, log, signal } = options
  const counters = createCounters(options.metrics)
  const markets = await openMarkets({ tape, countTicks: counters.ticks, signal })
  const partitions = openPartitions({ tape, store, signal })
  // A projection of another ledger shows itself now, not at the first signal.
  await retry(() => partitions.of(0), { signal, log, what: 'load a partition' })
  const unhint = tape.onHint(subjects.liveProjection, (hint) => {
    const seq = seqOf(hint)
    if (seq !== null) partitions.projected(seq)
  })
  const inbox = await tape.inbox({
    service: 'signal-ingest',
    instance,
    signal,
    onSignal: onSignal({ tape, isIdUsed: createIdLookup(store), partitions, markets, counters, log }),
  })
  const following = Promise.race([markets.done, partitions.done]).then(() => inbox.done)
  return {
    done: Promise.race([inbox.done, following]).finally(unhint),
    check: () => ({
      ok: true,
      partitions: inbox.partitions(),
      prices_position: markets.position(),
      remembered_ids: partitions.rememberedIds(),
    }),
  }
}
