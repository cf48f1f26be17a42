import type { CloseOrder, EventOf } from '@papertape/events'

/** Fills of one partition over one price stream: PRICES, or one run's REPLAYS. Told of facts in ledger order. */
export type Book = {
  /** An OPEN was accepted. */
  open(accepted: EventOf<'signal.accepted'>, seq: number): void
  /** A close was asked for. */
  close(order: CloseOrder, seq: number): void
  /** The ledger holds a trade's entry. */
  enter(fill: EventOf<'fill.recorded'>): void
  /** The ledger holds a trade's exit or miss. */
  end(tradeId: string): void
  readonly openTrades: number
}
