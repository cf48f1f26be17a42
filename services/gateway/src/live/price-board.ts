import { subjects } from '@papertape/events'
import { formatDecimal } from '@papertape/money'
import { acceptTick, readPriceMessage } from '@papertape/paper-engine'

/** How long after its last price an instrument counts as live. */
export const PRICE_FRESH_MS = 60_000

/** `none` no price is known, `stale` the last one is older than 60 s, `live` else. */
export type PriceState = 'none' | 'stale' | 'live'

/** A last accepted price. `time` is the source's; how old it is goes by when the bus received it. */
export type Quote = { price: string; time: string; receivedAtMs: number; seq: number }

/** The last accepted price of each instrument that somebody holds. */
export type PriceBoard = {
  /** Notes a message of PRICES; `false` where it is no price that counts. Older sequences change nothing. */
  heard: (message: { subject: string; seq: number; receivedAtMs: number; text: () => string }) => boolean
  quote: (venue: string, symbol: string) => Quote | null
  /** Grows with every change: two equal versions are the same board. */
  version: () => number
  /** Forgets all instruments but those on these subjects. */
  keep: (kept: ReadonlySet<string>) => void
}

/** An empty board. */
export const createPriceBoard = (): PriceBoard => {
  const quotes = new Map<string, Quote>()
  let version = 0
  return {
    heard: (message) => {
      const last = quotes.get(message.subject)
      if (last !== undefined && message.seq <= last.seq) return false
      const { seq, receivedAtMs } = message
      const reading = readPriceMessage({ text: message.text(), seq, receivedAtMs, replay: false })
      if (reading.kind !== 'tick') return false
      if (acceptTick(last?.time ?? null, reading, receivedAtMs) !== 'accepted') return false
      quotes.set(message.subject, { price: formatDecimal(reading.price), time: reading.time, receivedAtMs, seq })
      version += 1
      return true
    },
    quote: (venue, symbol) => quotes.get(subjects.price(venue, symbol)) ?? null,
    version: () => version,
    keep: (kept) => {
      for (const subject of quotes.keys()) {
        if (kept.has(subject)) continue
        quotes.delete(subject)
        version += 1
      }
    },
  }
}
