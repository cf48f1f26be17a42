import { instrumentOf } from '@papertape/events'
import { type InstrumentKey, instrumentKey, type Price, readPriceMessage, tickOf } from '@papertape/paper-engine'
import type { Follower, Tape, TapeMessage } from '@papertape/tape'
import { coalesced } from '../coalesced.ts'
import type { Market } from '../signal.decider.ts'
import {
  anchor,
  foldPrice,
  type InstrumentTicks,
  lastBefore,
  newInstrument,
  type Retention,
} from './instrument-ticks.ts'
import { firstSeqFrom, lastAcceptedBefore, sureFromOf, type TickHistory } from './stream-search.ts'
import { type TickStream, tickHistory } from './tick-history.ts'

/** What becomes of each followed tick, for the metrics: `accepted`, or the reason why it is ignored. */
export type TickVerdict = (verdict: string) => void

/** Answers where an instrument's market stood, from ticks that it follows and, for what it does not hold, from the stream. */
export type TickIndex = {
  /** The market strictly before a time. Waits until everything that the stream holds from before then has been seen. */
  marketBefore(instrument: { venue: string; symbol: string }, beforeMs: number): Promise<Market>
  /** How far the stream has been followed. */
  position(): number
  done: Promise<void>
  close(): void
}

export type TickIndexOptions = {
  tape: Tape
  stream: TickStream
  subjects: string
  subjectOf(venue: string, symbol: string): string
  /** First sequence to follow. */
  from: number
  /** When the message at `from` was received, `null` where the stream holds nothing before it. */
  startMs: number | null
  retention: Retention
  onVerdict: TickVerdict
  signal: AbortSignal
}

/** The tick asked for, or (`price` null) a sequence that no tick which counts stands at or below. */
type Found = { price: Price | null; none: number }

type Entry = {
  instrument: InstrumentTicks
  subjects: Set<string>
  /** Sequence of the newest message that the stream has under any of the subjects, 0 where it has none. */
  newestSeq(): Promise<number>
  anchoring: Promise<void> | null
}

/**
 * Follows one stream of ticks with the shared acceptance fold. In a run the moment of a tick is its payload's time, in PRICES
 * its receive time: the one that acceptances are compared with.
 */
export const openTickIndex = (options: TickIndexOptions): TickIndex => {
  const { tape, stream, startMs, retention, signal } = options
  const replay = stream === 'REPLAYS'
  const sureFrom = startMs === null ? '' : sureFromOf(startMs)
  const entries = new Map<InstrumentKey, Entry>()
  const bySubject = new Map<string, Entry>()
  let newestMs = Number.NEGATIVE_INFINITY

  const entryOf = (venue: string, symbol: string): Entry => {
    const key = instrumentKey(venue, symbol)
    const known = entries.get(key)
    if (known !== undefined) return known
    const instrument = newInstrument(options.from, startMs === null)
    const names = new Set([options.subjectOf(venue, symbol)])
    // Signals of several partitions on one instrument share a reading.
    const read = coalesced(async (questions: readonly null[]) => {
      const messages = await Promise.all([...names].map((subject) => tape.lastMessage(stream, subject)))
      const newest = Math.max(0, ...messages.map((message) => message?.seq ?? 0))
      return questions.map(() => newest)
    })
    const entry: Entry = { instrument, subjects: names, newestSeq: () => read(null), anchoring: null }
    entries.set(key, entry)
    return entry
  }

  /** A name can be encoded in more ways than one; what has been seen of them is looked up together. */
  const entryOfSubject = (subject: string): Entry | null => {
    const known = bySubject.get(subject)
    if (known !== undefined) return known
    const names = instrumentOf(subject)
    if (names === null) return null
    const entry = entryOf(names.venue, names.symbol)
    entry.subjects.add(subject)
    bySubject.set(subject, entry)
    return entry
  }

  const onMessage = (message: TapeMessage) => {
    const { seq, receivedAtMs } = message
    newestMs = receivedAtMs
    const entry = entryOfSubject(message.subject)
    if (entry === null) return options.onVerdict('INVALID_SUBJECT')
    const read = readPriceMessage({ text: message.text(), seq, receivedAtMs, replay })
    if (read.kind === 'ignored') return options.onVerdict(read.reason)
    const at = replay
      ? { momentMs: Date.parse(read.time), receivedAtMs: null, sureFrom }
      : { momentMs: receivedAtMs, receivedAtMs, sureFrom }
    options.onVerdict(foldPrice(entry.instrument, read, at, retention))
  }

  const follower: Follower = tape.follow({
    stream,
    subjects: options.subjects,
    from: options.from,
    signal,
    onMessage,
  })

  const historyOf = (entry: Entry): TickHistory => tickHistory(tape, stream, [...entry.subjects], signal)

  /** Makes the instrument's fold exact by what the stream holds from before it began. */
  const anchorAt = async (entry: Entry, seq: number): Promise<void> => {
    const last = await lastAcceptedBefore(historyOf(entry), seq + 1)
    if (!entry.instrument.anchored) anchor(entry.instrument, last, seq)
  }

  const ensureAnchored = async (entry: Entry, seq: number): Promise<void> => {
    if (entry.instrument.anchored) return
    entry.anchoring ??= anchorAt(entry, seq).finally(() => {
      entry.anchoring = null
    })
    await entry.anchoring
  }

  /** The first sequence of PRICES that was received at a moment or later. */
  const boundOf = async (history: TickHistory, momentMs: number): Promise<number> => {
    const { firstSeq, lastSeq } = await tape.streamState(stream)
    return firstSeqFrom(history, momentMs, firstSeq - 1, lastSeq + 1)
  }

  /** Reads a run's instrument from its beginning: its moments are payload times, which no sequence can be searched by. */
  const searchRun = async (entry: Entry, momentMs: number): Promise<Found> => {
    const instrument = newInstrument(1, true)
    const whole: Retention = { keepMs: Number.POSITIVE_INFINITY, heldMin: 1, heldMax: Number.POSITIVE_INFINITY }
    for (const { price } of await historyOf(entry).read(1, Number.POSITIVE_INFINITY))
      foldPrice(instrument, price, { momentMs: Date.parse(price.time), receivedAtMs: null, sureFrom }, whole)
    return { price: lastBefore(instrument, momentMs) ?? null, none: 0 }
  }

  const searchPrices = async (entry: Entry, momentMs: number): Promise<Found> => {
    const history = historyOf(entry)
    const bound = await boundOf(history, momentMs)
    const last = await lastAcceptedBefore(history, bound)
    return { price: last?.price ?? null, none: bound - 1 }
  }

  /** What is held when it reaches back far enough; where no tick is, the first one that counts stands behind `none`. */
  const heldBefore = (entry: Entry, momentMs: number): Found | null => {
    const price = lastBefore(entry.instrument, momentMs)
    if (price === undefined) return null
    const [first] = entry.instrument.held
    return { price, none: first === undefined ? follower.position : first.price.seq - 1 }
  }

  const marketAt = ({ price, none }: Found): Market => ({
    last_tick: price === null ? null : tickOf(price),
    ticks_after: price === null ? none : price.seq,
    ticks_epoch: replay ? tape.epochs.replays : tape.epochs.prices,
  })

  return {
    position: () => follower.position,
    done: follower.done,
    close: () => follower.close(),
    async marketBefore({ venue, symbol }, beforeMs) {
      const entry = entryOf(venue, symbol)
      const position = follower.position
      // Receive times only grow, so one tick from then or later proves that all earlier ones have been seen.
      if (replay || newestMs < beforeMs || !entry.instrument.anchored) {
        const lastSeq = await entry.newestSeq()
        // Its first tick, whenever it comes, stands behind all that has been followed until now.
        if (lastSeq === 0) return marketAt({ price: null, none: position })
        await follower.reached(lastSeq, signal)
        await ensureAnchored(entry, lastSeq)
      }
      const search = replay ? searchRun : searchPrices
      return marketAt(heldBefore(entry, beforeMs) ?? (await search(entry, beforeMs)))
    },
  }
}
