import { subjects } from '@papertape/events'
import { type Commit, type PartitionChange, project } from '@papertape/projection'
import type { Logger } from '@papertape/service-kit'
import type { LiveHint, Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { Condition } from './condition.ts'
import type { ProjectorMetrics } from './projector-metrics.ts'
import type { Intervals } from './reporting/due.ts'
import { createReporter } from './reporting/reporter.ts'

export type LedgerHearing = {
  tape: Pick<Tape, 'follow' | 'streamState' | 'hint'>
  store: Store
  log: Logger
  metrics: ProjectorMetrics
  condition: Condition
  intervals: Intervals
}

/**
 * Folds the ledger into the live projection while `held`, tells whoever listens after each commit, and makes the reports
 * and updates that the ledger's clock asks for.
 */
export const onLedger = async (
  { tape, store, log, metrics, condition, intervals }: LedgerHearing,
  held: AbortSignal,
): Promise<void> => {
  const reporter = createReporter({ tape, store, intervals, log, metrics, now: () => new Date().toISOString() })
  const tell = ({ epoch, seq, bots, events, ms, minute, contradictions }: Commit): void => {
    const hint: LiveHint = { epoch, seq, bots }
    tape.hint(subjects.liveProjection, hint)
    condition.at(seq)
    metrics.events.inc(events)
    metrics.contradictions.inc(contradictions.length)
    metrics.commits.observe(ms / 1000)
    metrics.checkpoint.set(seq)
    reporter.committed(minute)
  }
  const countPartitions = ({ made, dropped, postponed }: PartitionChange): void => {
    metrics.partitionsMade.inc(made.length)
    metrics.partitionsDropped.inc(dropped.length)
    if (postponed !== null) metrics.dropsPostponed.inc()
  }
  condition.role('working')
  metrics.held.set(1)
  // Whoever worked before may have ended between a commit and its report.
  reporter.committed(null)
  try {
    await project({ tape, store, signal: held, log, onCommit: tell, onPartitions: countPartitions })
  } finally {
    await reporter.close()
    condition.role('standing by')
    metrics.held.set(0)
  }
}
