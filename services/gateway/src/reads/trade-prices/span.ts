import type { EventOf, LedgerEvent } from '@papertape/events'
import { subjects } from '@papertape/events'

/** A little before and after: a fifth of the trade's own time, a minute at least and six hours at most. */
const MARGIN_SHARE = 0.2
const MARGIN_MS_MIN = 60_000
const MARGIN_MS_MAX = 6 * 3_600_000

/** Which prices of which stream belong to a trade. Times are the prices' own in a replay, else when the bus received them. */
export type Span = {
  stream: 'PRICES' | 'REPLAYS'
  subject: string
  /** Creation time of the stream that sequences count in. */
  epoch: string
  /** Prices count for the trade behind this sequence, from its entry's price on where one decided it. */
  after: number
  entrySeq: number
  /** The price that decided its exit or that it is never entered; `null` while it is open. */
  exitSeq: number | null
  fromMs: number
  /** `null` while it is open: up to now. */
  toMs: number | null
}

type Fill = EventOf<'fill.recorded'>

const fillOf = (events: readonly LedgerEvent[], leg: 'entry' | 'exit'): Fill | undefined =>
  events.find((event): event is Fill => event.type === 'fill.recorded' && event.data.leg === leg)

/** The span of a trade, from its facts; `null` without an acceptance among them. */
export const spanOf = (events: readonly LedgerEvent[], nowMs: number): Span | null => {
  const accepted = events.find((event) => event.type === 'signal.accepted')
  if (accepted === undefined) return null
  const { venue, symbol, run, ticks_after, ticks_epoch } = accepted.data
  const end = fillOf(events, 'exit') ?? events.find((event) => event.type === 'entry.missed')
  const entry = fillOf(events, 'entry')
  const startMs = Date.parse(entry?.time ?? accepted.time)
  const endMs = end === undefined ? null : Date.parse(end.time)
  // A replay's clock does not go on behind its last price.
  const lastMs = endMs ?? (run === null ? nowMs : startMs)
  const margin = Math.min(MARGIN_MS_MAX, Math.max(MARGIN_MS_MIN, (lastMs - startMs) * MARGIN_SHARE))
  return {
    stream: run === null ? 'PRICES' : 'REPLAYS',
    subject: run === null ? subjects.price(venue, symbol) : subjects.replay(run, venue, symbol),
    epoch: ticks_epoch,
    after: ticks_after,
    entrySeq: entry?.data.evidence.tick?.seq ?? ticks_after + 1,
    exitSeq: end?.data.evidence.tick?.seq ?? null,
    fromMs: startMs - margin,
    toMs: endMs === null ? null : endMs + margin,
  }
}
