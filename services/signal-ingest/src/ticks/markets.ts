import { subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import type { Market, MarketQuestion } from '../signal.decider.ts'
import type { Retention } from './instrument-ticks.ts'
import type { TickStream } from './tick-history.ts'
import { openTickIndex, type TickIndex } from './tick-index.ts'

/** Where markets stand: live ones followed from the start, those of replays while signals ask for them. */
export type Markets = {
  marketOf(question: MarketQuestion): Promise<Market>
  /** Sequence of PRICES up to which ticks have been checked. */
  position(): number
  /** Rejects when following fails for good: another stream of the same name, or a defect. */
  done: Promise<void>
}

type MarketsOptions = {
  tape: Tape
  countTicks(stream: TickStream): (verdict: string) => void
  signal: AbortSignal
}

/** Enough for signals that are answered at once; older questions are read from the stream. */
const LIVE_RETENTION: Retention = { keepMs: 5_000, heldMin: 2, heldMax: 4_096 }
const RUN_RETENTION: Retention = { keepMs: 60_000, heldMin: 1_024, heldMax: 8_192 }
/** How far back following begins: a quarter of a second's work, and the newest tick of every busy instrument. */
const LIVE_BACKLOG = 50_000
const RUN_IDLE_MS = 60_000

const openLive = async ({ tape, countTicks, signal }: MarketsOptions): Promise<TickIndex> => {
  const { firstSeq, lastSeq } = await tape.streamState('PRICES')
  const wanted = lastSeq - LIVE_BACKLOG + 1
  const start = wanted > firstSeq ? await tape.message('PRICES', wanted) : null
  return openTickIndex({
    tape,
    stream: 'PRICES',
    subjects: subjects.allPrices,
    subjectOf: subjects.price,
    from: start?.seq ?? firstSeq,
    startMs: start?.receivedAtMs ?? null,
    retention: LIVE_RETENTION,
    onVerdict: countTicks('PRICES'),
    signal,
  })
}

const openRun = (run: string, { tape, countTicks, signal }: MarketsOptions): TickIndex =>
  openTickIndex({
    tape,
    stream: 'REPLAYS',
    subjects: subjects.allOfRun(run),
    subjectOf: (venue, symbol) => subjects.replay(run, venue, symbol),
    from: 1,
    startMs: null,
    retention: RUN_RETENTION,
    onVerdict: countTicks('REPLAYS'),
    signal,
  })

/** Opens the index of PRICES, and those of runs as they are asked about; a run's is dropped after a minute of silence. */
export const openMarkets = async (options: MarketsOptions): Promise<Markets> => {
  const live = await openLive(options)
  const runs = new Map<string, { index: TickIndex; usedMs: number }>()
  const failure = Promise.withResolvers<never>()

  const runIndex = (run: string): TickIndex => {
    const usedMs = performance.now()
    const known = runs.get(run)
    if (known !== undefined) {
      known.usedMs = usedMs
      return known.index
    }
    const index = openRun(run, options)
    index.done.catch(failure.reject)
    runs.set(run, { index, usedMs })
    return index
  }

  const sweep = setInterval(() => {
    for (const [run, { index, usedMs }] of runs) {
      if (performance.now() - usedMs < RUN_IDLE_MS) continue
      index.close()
      runs.delete(run)
    }
  }, RUN_IDLE_MS / 4)
  options.signal.addEventListener('abort', () => clearInterval(sweep), { once: true })

  return {
    position: () => live.position(),
    done: Promise.race([live.done, failure.promise]),
    marketOf: ({ run, venue, symbol, beforeMs }) =>
      (run === null ? live : runIndex(run)).marketBefore({ venue, symbol }, beforeMs),
  }
}
