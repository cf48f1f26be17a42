import { subjects } from '@papertape/events'
import { type Commit, project } from '@papertape/projection'
import type { Logger } from '@papertape/service-kit'
import type { LiveHint, Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { Condition } from './condition.ts'
import type { ProjectorMetrics } from './projector-metrics.ts'

export type LedgerHearing = {
  tape: Pick<Tape, 'follow' | 'streamState' | 'hint'>
  store: Store
  log: Logger
  metrics: ProjectorMetrics
  condition: Condition
}

/** Folds the ledger into the live projection while `held`, and tells whoever listens after each commit. */
export const onLedger = async (
  { tape, store, log, metrics, condition }: LedgerHearing,
  held: AbortSignal,
): Promise<void> => {
  const tell = ({ epoch, seq, bots, events, ms, contradictions }: Commit): void => {
    const hint: LiveHint = { epoch, seq, bots }
    tape.hint(subjects.liveProjection, hint)
    condition.at(seq)
    metrics.events.inc(events)
    metrics.contradictions.inc(contradictions.length)
    metrics.commits.observe(ms / 1000)
    metrics.checkpoint.set(seq)
  }
  condition.role('working')
  metrics.held.set(1)
  try {
    await project({ tape, store, signal: held, log, onCommit: tell })
  } finally {
    condition.role('standing by')
    metrics.held.set(0)
  }
}
