import { subjects } from '@papertape/events'
import {
  type NewReport,
  newReport,
  type PerformanceUpdate,
  readReport,
  readTracking,
  readUpdates,
  recordDue,
  reportedPortfolios,
  type Subject,
  type Tracking,
} from '@papertape/reporting'
import type { Logger } from '@papertape/service-kit'
import type { Snapshot, Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { ProjectorMetrics } from '../projector-metrics.ts'
import { dueBetween, type Intervals, NOTHING_DUE } from './due.ts'

/** So far behind the ledger's end a projection shows no present: its clock only hurries through what has long been. */
const BEHIND_MAX = 5000
/** What failed is not tried again sooner, however many commits there are. */
const RETRY_MS = 1000

export type ReporterOptions = {
  tape: Pick<Tape, 'hint' | 'streamState'>
  store: Pick<Store, 'db' | 'snapshot'>
  intervals: Intervals
  log: Pick<Logger, 'info' | 'warn'>
  metrics: Pick<ProjectorMetrics, 'reports' | 'reportingFailures'>
  /** The clock on the wall, RFC 3339: when a report was made. */
  now: () => string
}

/** Makes what the ledger's clock asks for. */
export type Reporter = {
  /** A commit went through; `minute` is where it brought the clock, `null` = it did not. Never waits, never throws. */
  committed(minute: string | null): void
  /** Fulfilled when what was begun is over. */
  close(): Promise<void>
}

type Made = { to: string; reports: NewReport[]; updates: PerformanceUpdate[] }

/** Nothing is due; or it is too early to tell, and to be looked at again after the next commit. */
type Nothing = 'nothing' | 'later'

/**
 * A reporter that works beside the fold, one thing at a time. What fails is logged and tried again at the next commit:
 * what is due is known from the database, and stored with the note that it is done, so that neither a crash nor a second
 * instance at work makes anything twice.
 */
export const createReporter = ({ tape, store, intervals, log, metrics, now }: ReporterOptions): Reporter => {
  let wanted = true
  let running: Promise<void> | null = null
  let over = false
  let notBeforeMs = 0

  const makeReports = async (
    snapshot: Snapshot,
    portfolios: readonly Subject[],
    dueAt: string | null,
  ): Promise<NewReport[]> => {
    const reports: NewReport[] = []
    if (dueAt === null) return reports
    for (const portfolio of portfolios) {
      const content = await readReport(snapshot, portfolio)
      reports.push(newReport(portfolio, snapshot.checkpoint, content, { dueAt, now: now() }))
    }
    return reports
  }

  const make = async (
    snapshot: Snapshot,
    { clock_minute: from, paused }: Tracking,
    lastSeq: number,
  ): Promise<Made | Nothing> => {
    const clock = await snapshot.projection.selectFrom('clock').select('minute').executeTakeFirst()
    if (clock === undefined || clock.minute === from) return 'nothing'
    if (lastSeq - snapshot.checkpoint.seq > BEHIND_MAX) return 'later'
    const due = paused ? NOTHING_DUE : dueBetween(from, clock.minute, intervals)
    const portfolios = await reportedPortfolios(snapshot.projection)
    return {
      to: clock.minute,
      reports: await makeReports(snapshot, portfolios, due.report),
      updates: due.update ? await readUpdates(snapshot, portfolios) : [],
    }
  }

  const tell = ({ reports, updates }: Made): void => {
    for (const update of updates) tape.hint(subjects.livePerformance, update)
    metrics.reports.inc(reports.length)
    for (const { report_id, scope, due_at, as_of_seq } of reports) {
      log.info({ report_id, scope, due_at, ledger_seq: as_of_seq }, 'report stored')
    }
  }

  /** Answers whether it looked, and did what was due. */
  const work = async (): Promise<boolean> => {
    const tracking = await readTracking(store)
    const { lastSeq } = await tape.streamState('LEDGER')
    const made = await store.snapshot((snapshot) => make(snapshot, tracking, lastSeq))
    if (made === 'later') return false
    if (made === 'nothing') return true
    const { to, reports, updates } = made
    const done = { reports, updated: updates.length > 0, now: now() }
    if (await recordDue(store, { from: tracking.clock_minute, to }, done)) tell(made)
    return true
  }

  const tryToWork = async (): Promise<boolean> => {
    try {
      return await work()
    } catch (error) {
      notBeforeMs = performance.now() + RETRY_MS
      metrics.reportingFailures.inc()
      log.warn({ error }, 'reports were not made; a later commit tries again')
      return false
    }
  }

  const run = async (): Promise<void> => {
    let goesOn = true
    while (wanted && goesOn && !over) {
      wanted = false
      goesOn = await tryToWork()
      if (!goesOn) wanted = true
    }
    running = null
  }

  return {
    committed(minute) {
      if (minute !== null) wanted = true
      if (wanted && !over && performance.now() >= notBeforeMs) running ??= run()
    },
    async close() {
      over = true
      await running
    },
  }
}
