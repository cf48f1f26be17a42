import { subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import { followPrices } from '../live/follow-prices.ts'
import { createPriceBoard, type Quote } from '../live/price-board.ts'
import type { StateReading } from './state-topic.ts'

type Instrument = { venue: string; symbol: string }

/** Last prices of the instruments that clients listen to. */
export type FeedPrices = {
  /** Follows an instrument until the returned function is called; `moved` hears of each price that counts. */
  follow: (instrument: Instrument, moved: () => void) => () => void
  /** Fulfilled when all that is followed shows its last stored price. */
  ready: () => Promise<void>
  read: (instrument: Instrument) => StateReading
}

const cellsOf = ({ venue, symbol }: Instrument, quote: Quote | null): Map<string, string> =>
  new Map(
    Object.entries({
      venue,
      symbol,
      price: quote?.price ?? null,
      time: quote?.time ?? null,
      received_at: quote === null ? null : new Date(quote.receivedAtMs).toISOString(),
    }).map(([key, value]) => [key, JSON.stringify(value)]),
  )

/** Follows nothing yet. Prices count as they do for trades: too old and too early ones do not. */
export const createFeedPrices = (
  tape: Pick<Tape, 'follow' | 'lastMessage' | 'streamState' | 'epochs'>,
  signal: AbortSignal,
): FeedPrices => {
  const board = createPriceBoard()
  const followed = new Map<string, { instrument: Instrument; moved: Set<() => void> }>()
  const follower = followPrices(
    tape,
    {
      ...board,
      heard: (message) => {
        const counts = board.heard(message)
        if (counts) for (const moved of followed.get(message.subject)?.moved ?? []) moved()
        return counts
      },
    },
    signal,
  )
  let running: Promise<void> = Promise.resolve()
  let queued: Promise<void> | null = null

  const ready = (): Promise<void> => {
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = null
        running = follower.want([...followed.values()].map(({ instrument }) => instrument))
        return running
      })
    return queued
  }

  return {
    follow: (instrument, moved) => {
      const subject = subjects.price(instrument.venue, instrument.symbol)
      const known = followed.getOrInsertComputed(subject, () => ({ instrument, moved: new Set() }))
      known.moved.add(moved)
      return () => {
        known.moved.delete(moved)
        if (known.moved.size === 0) followed.delete(subject)
      }
    },
    ready,
    read: (instrument) => {
      const quote = board.quote(instrument.venue, instrument.symbol)
      const as_of = quote === null ? null : new Date(quote.receivedAtMs).toISOString()
      return { epoch: tape.epochs.prices, seq: quote?.seq ?? 0, as_of, cells: cellsOf(instrument, quote) }
    },
  }
}
