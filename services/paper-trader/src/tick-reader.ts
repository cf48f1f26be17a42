import { acceptTick, type Engine, type InstrumentKey, type Price, type Unreadable } from '@papertape/paper-engine'

/** Takes one instrument's messages in stream order. */
export type TickReader = {
  read(price: Price | Unreadable, receivedAtMs: number): void
  /** The messages up to `firstSeq - 1` that were not read yet are gone. */
  gap(firstSeq: number): void
}

/** Whether a message counts as the instrument's next price; live prices may not be ahead of the clock on the wall. */
export const acceptedPrice = (
  engine: Engine,
  key: InstrumentKey,
  price: Price | Unreadable,
  receivedAtMs: number | null,
  onIgnored: (reason: string) => void,
): Price | null => {
  if (price.kind === 'ignored') {
    onIgnored(price.reason)
    return null
  }
  const verdict = acceptTick(engine.last(key)?.time ?? null, price, receivedAtMs)
  if (verdict === 'accepted') return price
  onIgnored(verdict)
  return null
}
