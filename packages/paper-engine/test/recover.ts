import type { EventOf, Tick } from '@papertape/events'
import { isRequestedOf, rewind } from '../src/closes.ts'
import { createEngine, type Engine } from '../src/engine.ts'
import type { Decision } from '../src/facts.ts'
import { type InstrumentKey, instrumentKey, type Price, tickOf } from '../src/price.ts'
import { type RequestedClose, type Resumption, resumedTrade } from '../src/trade.ts'

/** What the ledger says to a new owner; trades and closes in ledger order. */
export type RecoveredState = {
  openTrades: {
    accepted: EventOf<'signal.accepted'>
    acceptedSeq: number
    entryFill: EventOf<'fill.recorded'> | null
  }[]
  pendingCloses: RequestedClose[]
  /** The newest mark of each instrument. */
  marks: (Pick<Tick, 'price' | 'time' | 'seq'> & { venue: string; symbol: string; ledger_seq: number })[]
  /** Where the price stream may start when no trade needs anything older: its last sequence. */
  end: number
}

type Start = { position: number; last: Price | null }

/**
 * A new owner's engine, the first price it wants to be given, and the entries that are decided and not recorded: the
 * plainest owner that keeps to what {@link Engine} asks for.
 */
export const recoverEngine = (state: RecoveredState): { engine: Engine; from: number; decisions: Decision[] } => {
  const marks = new Map(state.marks.map((mark) => [instrumentKey(mark.venue, mark.symbol), mark]))
  const starts = new Map<InstrumentKey, Start>()

  const resumptions = state.openTrades.map(({ accepted, acceptedSeq, entryFill }) => {
    const mark = marks.get(instrumentKey(accepted.data.venue, accepted.data.symbol))
    const known: Resumption = {
      entry: entryFill,
      // A trade that the mark's writer had not heard of is not worked through up to the mark.
      mark: mark !== undefined && acceptedSeq <= mark.ledger_seq ? mark : null,
    }
    const trade = resumedTrade(accepted, acceptedSeq, known)
    for (const request of state.pendingCloses) {
      if (isRequestedOf(trade, request)) rewind(trade, request.order, null)
    }
    const start = starts.get(trade.key)
    if (start === undefined || trade.after < start.position) {
      starts.set(trade.key, { position: trade.after, last: trade.before })
    }
    return { accepted, acceptedSeq, known }
  })

  const position = Math.min(state.end, ...[...starts.values()].map((start) => start.position))
  const engine = createEngine({ position })
  for (const [key, start] of starts) engine.resume(key, start.position, start.last === null ? null : tickOf(start.last))
  const decisions = resumptions.flatMap(
    ({ accepted, acceptedSeq, known }) => engine.open(accepted, acceptedSeq, known) ?? [],
  )
  for (const { order, seq } of state.pendingCloses) engine.requestClose(order, seq)
  return { engine, from: position + 1, decisions }
}
