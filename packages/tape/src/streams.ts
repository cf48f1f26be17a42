import type { StreamConfig } from '@nats-io/jetstream'

export type StreamName = 'SIGNALS' | 'PRICES' | 'REPLAYS' | 'LEDGER' | 'LEASES'

/** The bounds of PRICES and REPLAYS, which let the oldest ticks go first. */
export type TickLimits = {
  /** Milliseconds. */
  maxAgeMs: number
  maxBytes: number
}

/** The first token under which facts are published; LEDGER stores and republishes them under `ledger`. */
export const APPEND_ROOT = 'append'

/** What LEDGER's metadata holds the number of partitions under. */
export const PARTITIONS_KEY = 'papertape.partitions'

type Options = Partial<Omit<StreamConfig, 'name'>>

export type StreamDefinition = {
  /** Made with these. */
  config: Options & { name: StreamName }
  /**
   * What a stream that exists must have, exactly: the part of the configuration that correctness rests on. The rest is an
   * operator's to change (replicas, limits, placement).
   */
  critical: Options
}

const second = 1_000_000_000
const limitless = { max_age: 0, max_bytes: -1, max_msgs: -1, max_msgs_per_subject: -1, max_msg_size: -1 } as const
const undeletable = { deny_delete: true, deny_purge: true } as const
/** Each would let a publisher remove or forge messages of others by a header. */
const noHeaderPowers = { allow_rollup_hdrs: false, allow_msg_ttl: false, allow_msg_schedules: false } as const

/** The streams, as data. The partition count is that of LEDGER, so LEDGER is made first. */
export const ledgerStream = (partitions: number): StreamDefinition => {
  const critical: Options = {
    // Facts arrive under another subject than the one they are stored and heard under. A plain NATS subscriber hears every
    // publication on a subject, also one that the stream refuses; on `ledger.>` it hears what the server sends there once
    // a fact is stored, and nothing else.
    subjects: [`${APPEND_ROOT}.>`],
    subject_transform: { src: `${APPEND_ROOT}.>`, dest: 'ledger.>' },
    republish: { src: 'ledger.>', dest: 'ledger.>' },
    retention: 'limits',
    storage: 'file',
    allow_direct: true,
    ...limitless,
    ...undeletable,
    ...noHeaderPowers,
  }
  return {
    config: {
      name: 'LEDGER',
      description: 'Every fact, for ever',
      duplicate_window: 600 * second,
      metadata: { [PARTITIONS_KEY]: String(partitions) },
      ...critical,
    },
    critical,
  }
}

/**
 * Whatever arrives is stored, of any size: an oversized signal is to be answered, not lost. The server's own deduplication
 * is as short as it allows, because its ids are shared by all bots: one bot's `Nats-Msg-Id` would swallow another's signal.
 * Repeated signals are found by their signal_id, for ever.
 */
export const signalsStream = (partitions: number): StreamDefinition => {
  const critical: Options = {
    subjects: ['signals.*'],
    subject_transform: { src: 'signals.*', dest: `inbox.{{partition(${partitions},1)}}.{{wildcard(1)}}` },
    retention: 'limits',
    storage: 'file',
    ...limitless,
    ...undeletable,
    ...noHeaderPowers,
  }
  return {
    config: {
      name: 'SIGNALS',
      description: 'Whatever arrived on signals.*',
      allow_direct: true,
      duplicate_window: second / 10,
      ...critical,
    },
    critical,
  }
}

const tickStream = (name: StreamName, subject: string, description: string, limits: TickLimits): StreamDefinition => {
  const critical: Options = {
    subjects: [subject],
    retention: 'limits',
    discard: 'old',
    ...noHeaderPowers,
  }
  return {
    config: {
      name,
      description,
      storage: 'file',
      max_age: limits.maxAgeMs * 1_000_000,
      max_bytes: limits.maxBytes,
      allow_direct: true,
      duplicate_window: Math.min(120_000, limits.maxAgeMs) * 1_000_000,
      ...critical,
    },
    critical,
  }
}

export const pricesStream = (limits: TickLimits): StreamDefinition =>
  tickStream('PRICES', 'prices.*.*', 'Ticks', limits)

export const replaysStream = (limits: TickLimits): StreamDefinition =>
  tickStream('REPLAYS', 'replays.*.*.*', 'Recorded ticks and candles, by run', limits)

/**
 * The scheduler's ticks, the newest of each lease. In memory, because a lease means nothing after a restart; its candidates
 * make stream, schedule and consumer again when they reconnect.
 */
export const leasesStream = (): StreamDefinition => {
  const critical: Options = {
    subjects: ['leases.>'],
    storage: 'memory',
    max_msgs_per_subject: 1,
    allow_msg_schedules: true,
  }
  return { config: { name: 'LEASES', description: 'One message a second per lease', ...critical }, critical }
}

/** Default bounds of PRICES and REPLAYS. */
export const defaultTickLimits: TickLimits = { maxAgeMs: 7 * 86_400_000, maxBytes: 2 * 1024 ** 3 }

/** The one subject that covers all of a stream as stored. */
export const streamSubject = (stream: StreamName): string =>
  ({
    SIGNALS: 'inbox.>',
    PRICES: 'prices.*.*',
    REPLAYS: 'replays.*.*.*',
    LEDGER: 'ledger.>',
    LEASES: 'leases.>',
  })[stream]
