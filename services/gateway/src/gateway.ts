import type { Reach } from '@papertape/notify'
import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { Feed } from './feed/feed.ts'
import type { AnswerCache } from './live/answer-cache.ts'
import type { HeldAnswers } from './live/held-answers.ts'
import type { NewestKpis } from './live/newest-kpis.ts'
import type { PastAnswers } from './live/past-answers.ts'
import type { PriceBoard } from './live/price-board.ts'
import type { ProjectionWatch } from './live/projection-watch.ts'
import type { ServicesSeen } from './live/services-seen.ts'
import type { StatusStreams } from './live/status-streams.ts'
import type { Turnstile } from './live/turnstile.ts'

/** Seconds between pushed updates, and between stored reports. */
export type ReportingIntervals = { update_interval: number; report_interval: number }

/** What notifications may do, and under which address people reach the dashboard. */
export type Notifying = Reach & { publicUrl: string | undefined }

/** What the routes work with. */
export type Gateway = {
  tape: Tape
  store: Store
  watch: ProjectionWatch
  answers: AnswerCache
  past: PastAnswers
  held: HeldAnswers
  newestKpis: NewestKpis
  /** Before every reading of the ledger's past. */
  replays: Turnstile
  /** Before every adding up of all trades. */
  statistics: Turnstile
  /** Before every file that is read out of PostgreSQL: each keeps a connection for as long as it is read. */
  exports: Turnstile
  board: PriceBoard
  services: ServicesSeen
  streams: StatusStreams
  feed: Feed
  log: Logger
  /** How often figures are told and reports are stored, as kpi-projector is set to do. */
  intervals: ReportingIntervals
  notify: Notifying
  /** The clock on the wall, RFC 3339; a port, so that tests can stand at midnight. */
  now: () => string
}
