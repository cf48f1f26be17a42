import { ALL_BOTS, type LedgerEvent, subjects, type Unrecorded } from '@papertape/events'
import type { Decision } from '@papertape/paper-engine'
import type { Follower, Tape } from '@papertape/tape'
import { type AppendQueues, createAppendQueues } from './append-queues.ts'
import { marksFact, type marksOf } from './marks.ts'
import { clockFact } from './minute-clock.ts'
import type { TraderMetrics } from './trader-metrics.ts'

/** What an owner of a partition says. */
export type PartitionAppends = Pick<AppendQueues, 'flushed' | 'abandon' | 'pending'> & {
  decision(decision: Decision, stands: () => boolean): Promise<void>
  /** Marks of a minute, unless the ledger holds some of that minute or a later one. */
  marks(minute: string, run: string | null, marks: ReturnType<typeof marksOf>, heard: Heard): Promise<void>
  clock(minute: string): Promise<void>
  /** Takes note of a fact in the partition. */
  heard(event: LedgerEvent, seq: number): void
  /** Newest marked minute of a run, of those heard. */
  markedMinute(run: string | null): string | null
}

/** The clock that asked for marks, if one did, and the ledger position through which their writer had heard. */
export type Heard = { cause: string | null; ledgerSeq: number; ticksEpoch: string }

/** Queues for everything that is appended for one partition. */
export const createPartitionAppends = (options: {
  tape: Tape
  partition: number
  follower: Pick<Follower, 'reached'>
  metrics: TraderMetrics
  onFailure(error: unknown): void
}): PartitionAppends => {
  const { tape, partition, follower, metrics } = options
  const marksHistory = subjects.fact(partition, ALL_BOTS, 'marks.recorded')
  const clockHistory = subjects.fact(0, ALL_BOTS, 'clock.ticked')
  const marked = new Map<string | null, string>()
  let clocked = ''
  const queues = createAppendQueues({
    append: (fact: Unrecorded<LedgerEvent>, expect) => tape.append(fact, expect),
    heardUpTo: (seq) => follower.reached(seq),
    onFailure: options.onFailure,
    onAppended: metrics.appended,
    onConflict: metrics.conflict,
  })
  const isMarked = (run: string | null, minute: string) => (marked.get(run) ?? '') >= minute

  return {
    flushed: queues.flushed,
    abandon: queues.abandon,
    get pending() {
      return queues.pending
    },
    decision: (decision, stands) =>
      queues.push(subjects.history(partition, decision.bot_id), () => (stands() ? decision.fact : null)),
    marks(minute, run, marks, { cause, ledgerSeq, ticksEpoch }) {
      const data = { partition, run, minute, ledger_seq: ledgerSeq, ticks_epoch: ticksEpoch, marks }
      return queues.push(marksHistory, () => (isMarked(run, minute) ? null : marksFact(data, cause)))
    },
    clock: (minute) => queues.push(clockHistory, () => (clocked >= minute ? null : clockFact(minute))),
    heard(event, seq) {
      if (event.type === 'marks.recorded') {
        queues.heard(marksHistory, seq)
        if (!isMarked(event.data.run, event.data.minute)) marked.set(event.data.run, event.data.minute)
      } else if (event.type === 'clock.ticked') {
        queues.heard(clockHistory, seq)
        clocked = event.data.minute
      } else queues.heard(subjects.history(partition, event.bot_id), seq)
    },
    markedMinute: (run) => marked.get(run) ?? null,
  }
}
