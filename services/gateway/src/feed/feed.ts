import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { PriceBoard } from '../live/price-board.ts'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import { createTurnstile } from '../live/turnstile.ts'
import type { Viewer } from '../reads/viewer.ts'
import { createEventSnapshots } from './event-snapshots.ts'
import { openEventSource } from './event-source.ts'
import { createFeedClient, type FeedClient, type Transport } from './feed-client.ts'
import type { Sources } from './prepare.ts'
import { createFeedPrices } from './price-topics.ts'
import { createStateTopics } from './state-topics.ts'

/** The live feed: what all its clients share. */
export type Feed = {
  connect: (transport: Transport, viewer: Viewer) => FeedClient
  /** Clients that are connected now, by whatever transport. */
  clients: () => number
  sources: Sources
  /** Rejects when the ledger cannot be followed any more. */
  done: Promise<void>
  close: () => void
}

const READERS_MAX = 4
const READERS_WAITING_MAX = 10_000

/** Starts following the ledger; topics are read once somebody listens. */
export const openFeed = (options: {
  tape: Tape
  store: Store
  watch: ProjectionWatch
  board: PriceBoard
  log: Logger
  now: () => string
  signal: AbortSignal
}): Feed => {
  const { tape, store, watch, log, now, signal } = options
  const events = openEventSource(options)
  const prices = createFeedPrices(tape, signal)
  const states = createStateTopics({ ...options, prices })
  const snapshots = createEventSnapshots(store, watch, events, now)
  const sources: Sources = { watch, events, snapshots, states }
  const turnstile = createTurnstile(READERS_MAX, READERS_WAITING_MAX)
  const readBehind: Sources['events']['read'] = (after, reading) => turnstile(() => events.read(after, reading))
  const clients = new Set<FeedClient>()
  return {
    connect: (transport, viewer) => {
      const client = createFeedClient(sources, transport, {
        viewer,
        readBehind,
        onError: (error) => log.warn({ error }, 'a client of the feed was not served as it should be'),
      })
      clients.add(client)
      return {
        ...client,
        close: () => {
          clients.delete(client)
          client.close()
        },
      }
    },
    clients: () => clients.size,
    sources,
    done: events.done,
    close: states.close,
  }
}
