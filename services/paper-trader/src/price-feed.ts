import { instrumentOf, subjects } from '@papertape/events'
import { readPriceMessage } from '@papertape/paper-engine'
import type { Tape, TapeMessage } from '@papertape/tape'
import { createRecentPrices, type RawPrice } from './recent-prices.ts'
import type { TickReader } from './tick-reader.ts'

/** The process's one reader of PRICES, which partitions join and leave. */
export type PriceFeed = {
  /** Of the stream it follows. */
  readonly epoch: string
  /** Everything up to here has been handed to all readers. */
  readonly position: number
  /** An instrument's messages behind a sequence, or `null` when they are not all in memory. */
  since(subject: string, seq: number): RawPrice[] | null
  /** All subjects on which an instrument's messages were heard; percent-encoding can write one name in several ways. */
  subjectsOf(subject: string): readonly string[]
  /** Gives a reader each further tick of an instrument. */
  join(subject: string, reader: TickReader): void
  leave(subject: string, reader: TickReader): void
  /** Whether all that was stored when the feed began has been handed on. */
  isCaughtUp(): boolean
  /** Rejects when the stream is another one. */
  done: Promise<void>
}

type Instrument = { subjects: string[]; recent: ReturnType<typeof createRecentPrices>; readers: TickReader[] }

export type PriceFeedOptions = {
  tape: Tape
  signal: AbortSignal
  /** Where it begins: behind this sequence; default the present end of PRICES. */
  after?: number
  /** Told of each message, and of each that somebody wanted, with its receive time. */
  onSeen(): void
  onRead(receivedAtMs: number): void
}

/**
 * Follows PRICES. A message is parsed once, and only when a partition has trades of its instrument;
 * of all instruments the newest messages are kept for signals that are heard a little later than their ticks.
 */
export const startPriceFeed = async (options: PriceFeedOptions): Promise<PriceFeed> => {
  const { tape, signal, onSeen, onRead } = options
  const { lastSeq, epoch } = await tape.streamState('PRICES')
  const start = options.after ?? lastSeq
  const instruments = new Map<string, Instrument>()
  let position = start
  let caughtUp = false

  const instrumentAt = (subject: string): Instrument => {
    const known = instruments.get(subject)
    if (known !== undefined) return known
    const names = instrumentOf(subject)
    const usual = names === null ? subject : subjects.price(names.venue, names.symbol)
    const instrument =
      usual === subject ? { subjects: [], recent: createRecentPrices(start), readers: [] } : instrumentAt(usual)
    instrument.subjects.push(subject)
    instruments.set(subject, instrument)
    return instrument
  }

  const onMessage = (message: TapeMessage): void => {
    const { seq, subject, receivedAtMs } = message
    const { recent, readers } = instrumentAt(subject)
    if (readers.length === 0) recent.keep(seq, receivedAtMs, message.data)
    else {
      const text = message.text()
      recent.keep(seq, receivedAtMs, text)
      const price = readPriceMessage({ text, seq, receivedAtMs, replay: false })
      for (const reader of readers) reader.read(price, receivedAtMs)
      onRead(receivedAtMs)
    }
    position = seq
    onSeen()
  }

  const follower = tape.follow({
    stream: 'PRICES',
    subjects: subjects.allPrices,
    from: start + 1,
    signal,
    onMessage,
    onCaughtUp: () => {
      caughtUp = true
    },
    onGap: (firstSeq) => {
      for (const { readers } of new Set(instruments.values())) for (const reader of readers) reader.gap(firstSeq)
    },
  })

  return {
    epoch,
    get position() {
      return position
    },
    since: (subject, seq) => instrumentAt(subject).recent.since(seq),
    subjectsOf: (subject) => instrumentAt(subject).subjects,
    join(subject, reader) {
      const instrument = instrumentAt(subject)
      instrument.readers = [...instrument.readers, reader]
    },
    leave(subject, reader) {
      const instrument = instrumentAt(subject)
      instrument.readers = instrument.readers.filter((other) => other !== reader)
    },
    isCaughtUp: () => caughtUp,
    done: follower.done,
  }
}
