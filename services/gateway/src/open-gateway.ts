import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { openFeed } from './feed/feed.ts'
import type { Gateway, Notifying, ReportingIntervals } from './gateway.ts'
import { createAnswerCache } from './live/answer-cache.ts'
import { followPrices } from './live/follow-prices.ts'
import { guardLedger } from './live/guard-ledger.ts'
import { createHeldAnswers } from './live/held-answers.ts'
import { holdPrices } from './live/hold-prices.ts'
import { createNewestKpis } from './live/newest-kpis.ts'
import { createPastAnswers } from './live/past-answers.ts'
import { createPriceBoard } from './live/price-board.ts'
import { watchProjection } from './live/projection-watch.ts'
import { listenToServices } from './live/services-seen.ts'
import { createStatusStreams } from './live/status-streams.ts'
import { createTurnstile } from './live/turnstile.ts'
import { keepForgettingKeys } from './publishing/forget-keys.ts'
import { readBotRows } from './reads/bots.ts'

const DEFAULT_INTERVALS: ReportingIntervals = { update_interval: 60, report_interval: 3600 }
const DEFAULT_NOTIFYING: Notifying = { allowPrivate: false, publicUrl: undefined }

/** Each reading of the past costs up to seconds of this process's time. */
const REPLAYS_MAX = 2
const REPLAYS_WAITING_MAX = 20
/** Each adding up of all trades may keep a connection to PostgreSQL and one of its processors busy for seconds. */
const STATISTICS_MAX = 2
const STATISTICS_WAITING_MAX = 20

/** A slow reader may keep one for minutes. */
const EXPORTS_MAX = 3
const EXPORTS_WAITING_MAX = 10

/**
 * Starts everything that a gateway keeps up to date; disposing ends it. `ended` rejects when it cannot go on. `now` is
 * RFC 3339.
 */
export const openGateway = (
  { tape, store }: { tape: Tape; store: Store },
  options: { log: Logger; now?: () => string; intervals?: ReportingIntervals; notify?: Notifying },
): Gateway & AsyncDisposable & { ended: Promise<void> } => {
  const {
    log,
    now = () => new Date().toISOString(),
    intervals = DEFAULT_INTERVALS,
    notify = DEFAULT_NOTIFYING,
  } = options
  const closing = new AbortController()
  const { signal } = closing
  const watch = watchProjection(tape, store, { signal, log })
  const board = createPriceBoard()
  const holding = holdPrices(watch, store, followPrices(tape, board, signal), { signal, log })
  const services = listenToServices(tape)
  const forgetting = keepForgettingKeys(store, { signal, log })
  const readRows = (botIds: readonly string[]) =>
    store.snapshot(async ({ projection, checkpoint }) => ({
      epoch: checkpoint.epoch,
      rows: await readBotRows(projection, botIds),
    }))
  const streams = createStatusStreams(watch, readRows, { log, now })
  const feed = openFeed({ tape, store, watch, board, log, now, signal })
  return {
    tape,
    store,
    watch,
    answers: createAnswerCache(watch),
    past: createPastAnswers(watch),
    held: createHeldAnswers(watch),
    newestKpis: createNewestKpis(store),
    replays: createTurnstile(REPLAYS_MAX, REPLAYS_WAITING_MAX),
    statistics: createTurnstile(STATISTICS_MAX, STATISTICS_WAITING_MAX),
    exports: createTurnstile(EXPORTS_MAX, EXPORTS_WAITING_MAX),
    board,
    services,
    streams,
    feed,
    log,
    intervals,
    notify,
    now,
    ended: Promise.race([guardLedger(tape, signal), feed.done]),
    async [Symbol.asyncDispose]() {
      closing.abort()
      streams.close()
      feed.close()
      services.close()
      await Promise.all([watch.done, holding, forgetting, feed.done.catch(() => undefined)])
    },
  }
}
