import type { Metrics } from '@papertape/service-kit'
import type { Disposition } from './signal.decider.ts'
import type { TickStream } from './ticks/tick-history.ts'

/** What this instance counts. */
export type Counters = {
  /** Gives the counter of one verdict on ticks of one stream; kept by the caller, for it is called for each tick. */
  ticks(stream: TickStream): (verdict: string) => void
  answered(fact: Disposition, seconds: number): void
  repeated(): void
  conflict(): void
}

/** Registers the metrics of signal-ingest. Labels are bounded: outcomes, reasons and streams, never bots or symbols. */
export const createCounters = (metrics: Metrics): Counters => {
  const ticks = metrics.counter(
    'papertape_ticks_total',
    'Ticks checked by this instance, by verdict: accepted, or why ignored. Each instance follows all of PRICES: do not add instances up.',
    ['stream', 'verdict'],
  )
  const signals = metrics.counter('papertape_signals_total', 'Signals this instance answered, by outcome and reason.', [
    'outcome',
    'reason',
  ])
  const duration = metrics.histogram(
    'papertape_signal_answer_seconds',
    'From the receipt of a signal by this instance to its disposition in the ledger.',
  )
  const repeated = metrics.counter(
    'papertape_signals_repeated_total',
    'Signals that came again after they had been answered, and were dropped.',
  )
  const conflicts = metrics.counter(
    'papertape_append_conflicts_total',
    'Decisions made again because the history had moved on.',
  )
  return {
    ticks(stream) {
      const children = new Map<string, { inc(): void }>()
      return (verdict) => {
        const known = children.get(verdict)
        if (known !== undefined) return known.inc()
        const child = ticks.labels({ stream, verdict })
        children.set(verdict, child)
        child.inc()
      }
    },
    answered(fact, seconds) {
      const [outcome, reason] = fact.type === 'signal.rejected' ? ['rejected', fact.data.reason] : ['accepted', '']
      signals.inc({ outcome, reason })
      duration.observe(seconds)
    },
    repeated: () => repeated.inc(),
    conflict: () => conflicts.inc(),
  }
}
