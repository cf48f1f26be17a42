/** One message of a price stream, not parsed yet. */
export type RawPrice = { seq: number; receivedAtMs: number; text(): string }

const utf8 = new TextDecoder()

class KeptPrice implements RawPrice {
  readonly seq: number
  readonly receivedAtMs: number
  readonly #content: string | Uint8Array
  constructor(seq: number, receivedAtMs: number, content: string | Uint8Array) {
    this.seq = seq
    this.receivedAtMs = receivedAtMs
    // Bytes are copied into the shared pool: the original is a view that would keep a whole network buffer alive.
    this.#content = typeof content === 'string' ? content : Buffer.from(content)
  }
  text(): string {
    return typeof this.#content === 'string' ? this.#content : utf8.decode(this.#content)
  }
}

/** The newest messages of one instrument, oldest first. */
export type RecentPrices = {
  /** `content` is the text where somebody has decoded it anyway, else the bytes. */
  keep(seq: number, receivedAtMs: number, content: string | Uint8Array): void
  /** All messages behind a sequence, or `null` when some of them are no longer kept. */
  since(seq: number): RawPrice[] | null
}

/** How many messages of each instrument are kept: more than arrive while a signal is decided. */
const KEPT_MAX = 256

/** `knownFrom`: every message behind this sequence will be kept, until newer ones push it out. */
export const createRecentPrices = (knownFrom: number): RecentPrices => {
  const ring: KeptPrice[] = []
  let oldest = 0
  let completeBehind = knownFrom

  return {
    keep(seq, receivedAtMs, content) {
      const kept = new KeptPrice(seq, receivedAtMs, content)
      if (ring.length < KEPT_MAX) {
        ring.push(kept)
        return
      }
      completeBehind = ring[oldest]?.seq ?? completeBehind
      ring[oldest] = kept
      oldest = (oldest + 1) % KEPT_MAX
    },
    since(seq) {
      if (seq < completeBehind) return null
      const newest = ring[(oldest + ring.length - 1) % Math.max(1, ring.length)]
      if (newest === undefined || newest.seq <= seq) return []
      return [...ring.slice(oldest), ...ring.slice(0, oldest)].filter((kept) => kept.seq > seq)
    },
  }
}
