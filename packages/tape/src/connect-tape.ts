import { partitionOf } from '@papertape/events'
import { createAppends } from './append.ts'
import type { End } from './end-of.ts'
import { ensureStreams, type StreamLimits, streamInfo } from './ensure-streams.ts'
import { EpochChanged } from './errors.ts'
import { startFollower } from './follow.ts'
import { createHints } from './hints.ts'
import { startInbox } from './inbox.ts'
import { startLease } from './lease.ts'
import { openLink } from './link.ts'
import { createPublisher, openAcks } from './publisher.ts'
import { createReads, ledgerChanged } from './reads.ts'
import { checkServer } from './server-guard.ts'
import { defaultTickLimits } from './streams.ts'
import type { Epochs, Tape, TapeLog } from './tape.ts'

export type TapeOptions = {
  /** One address or several, comma-separated; `nats://user:password@host:4222` logs in. */
  servers: string
  /** The client's name in the server's monitoring. */
  name: string
  /** Used once, when LEDGER is created; default 8. */
  partitions?: number
  log?: TapeLog
  /** Ends the wait for a server, at the start and later; what is in flight may still be answered. */
  signal?: AbortSignal
  /** Used once, when PRICES is created; default 7 days. */
  pricesMaxAgeMs?: number
  /** Used once, when PRICES is created; default 2 GiB. */
  pricesMaxBytes?: number
  /** Used once, when REPLAYS is created; default 7 days. */
  replaysMaxAgeMs?: number
  /** Used once, when REPLAYS is created; default 2 GiB. */
  replaysMaxBytes?: number
}

/**
 * Connects to nats-server, waiting until it is there, and makes the streams that are missing. Throws
 * {@link IncompatibleServer} where the server or a stream will not do. The connection comes back by itself for ever; when
 * LEDGER is then another one, everything throws {@link EpochChanged}.
 */
export const connectTape = async (options: TapeOptions): Promise<Tape> => {
  const log = options.log ?? silent
  const wish = { partitions: options.partitions ?? 8, limits: limitsOf(options) }
  let partitions = 0
  const epochs: Epochs = { signals: '', prices: '', replays: '', ledger: '' }

  const link = await openLink({
    servers: options.servers,
    name: options.name,
    log,
    signal: options.signal,
    async admit(connection, manager) {
      await checkServer(connection, manager)
      // Looked at before anything is made: a ledger that is gone must not be replaced by an empty one.
      if (epochs.ledger !== '') checkSameLedger(epochs, (await streamInfo(manager, 'LEDGER'))?.created)
      const ensured = await ensureStreams(manager, wish)
      checkSameLedger(epochs, ensured.epochs.ledger)
      partitions = ensured.partitions
      Object.assign(epochs, ensured.epochs)
    },
  })
  const reads = createReads(link, epochs)
  const acks = openAcks(link)
  const { append, refused } = createAppends(link, acks, reads, partitions)
  const running = new Set<Promise<unknown>>()
  /** Remembers what to wait for when the tape is disposed. */
  const attend = <Started extends End>(started: Started): Started => {
    const ended = started.ended.finally(() => running.delete(ended))
    running.add(ended)
    return started
  }
  log.info({ server: link.connection.getServer(), partitions, epochs }, 'connected to nats-server')

  return {
    partitions,
    partitionOf: (botId) => partitionOf(botId, partitions),
    epochs,
    connected: link.isUp,
    status() {
      const failure = link.failure()
      const ledgerRefused = refused()
      const detail =
        failure?.message ??
        (link.isUp() ? undefined : 'no connection to nats-server') ??
        (ledgerRefused === null ? undefined : `the ledger refuses facts: ${ledgerRefused.description}`)
      return {
        ok: detail === undefined,
        ...(detail === undefined ? {} : { detail }),
        connected: link.isUp(),
        server: link.connection.getServer(),
        reconnects: link.reconnects(),
        ledger_refused: ledgerRefused,
      }
    },
    append,
    follow: (follow) => attend(startFollower(link, reads, follow)),
    lastMessage: reads.lastMessage,
    nextMessage: reads.nextMessage,
    message: reads.message,
    streamState: reads.streamState,
    inbox: async (inbox) => attend(startInbox(link, reads, partitions, inbox)),
    lease: async (lease) => attend(startLease(link, lease)),
    publisher: () => createPublisher(link, acks),
    ...createHints(link),
    async [Symbol.asyncDispose]() {
      link.stop()
      await Promise.all(running)
      acks.close()
      await link.close()
    },
  }
}

const checkSameLedger = (epochs: Epochs, created: string | undefined): void => {
  if (epochs.ledger === '' || epochs.ledger === created) return
  throw created === undefined ? new EpochChanged('LEDGER is gone') : ledgerChanged(epochs.ledger, created)
}

const limitsOf = (options: TapeOptions): StreamLimits => ({
  prices: {
    maxAgeMs: options.pricesMaxAgeMs ?? defaultTickLimits.maxAgeMs,
    maxBytes: options.pricesMaxBytes ?? defaultTickLimits.maxBytes,
  },
  replays: {
    maxAgeMs: options.replaysMaxAgeMs ?? defaultTickLimits.maxAgeMs,
    maxBytes: options.replaysMaxBytes ?? defaultTickLimits.maxBytes,
  },
})

const silent: TapeLog = { debug() {}, info() {}, warn() {}, error() {} }
