import { type CloseOrder, closeOrderOf, type EventOf, type LedgerEvent } from '@papertape/events'

type Accepted = EventOf<'signal.accepted'>

/** A trade without an end in the ledger. */
export type RecoveredTrade = {
  accepted: Accepted
  acceptedSeq: number
  /** Its entry fill, once the ledger holds it. */
  entry: EventOf<'fill.recorded'> | null
}

/** A close that was asked for and may still end a trade; `seq` is that of the fact that asks. */
export type RecoveredClose = { order: CloseOrder; seq: number }

/** The newest mark of an instrument: where a new owner may resume its ticks. */
export type RecoveredMark = {
  price: string
  time: string
  seq: number
  ticks_epoch: string
  /** The ledger position through which the mark's writer had heard. */
  ledger_seq: number
}

/** What is known of a run beside its trades. */
export type RecoveredRun = {
  /** Minute of its newest mark in this partition. */
  markedMinute: string | null
  /** Acceptance of its first signal in this partition, where it was heard. */
  firstAcceptedAt: string | null
}

/**
 * One partition's unfinished business as the ledger tells it, `seq` being the last fact folded. Live and demo trades have
 * run `null`, here and in keys. Maps, because it is folded in place while a new owner catches up.
 */
export type RecoveredPartition = {
  seq: number
  trades: Map<string, RecoveredTrade>
  closes: RecoveredClose[]
  /** By {@link markKey}. */
  marks: Map<string, RecoveredMark>
  runs: Map<string | null, RecoveredRun>
}

/** The key of an instrument's mark in one run. */
export const markKey = (run: string | null, venue: string, symbol: string): string =>
  `${run ?? ''}\u0000${venue}\u0000${symbol}`

/** A partition in which nothing has happened up to a sequence. */
export const emptyPartition = (seq: number): RecoveredPartition => ({
  seq,
  trades: new Map(),
  closes: [],
  marks: new Map(),
  runs: new Map(),
})

const runOf = (partition: RecoveredPartition, run: string | null): RecoveredRun => {
  const known = partition.runs.get(run)
  if (known !== undefined) return known
  const fresh = { markedMinute: null, firstAcceptedAt: null }
  partition.runs.set(run, fresh)
  return fresh
}

const foldAccepted = (partition: RecoveredPartition, accepted: Accepted, seq: number): void => {
  const { trade_id, run } = accepted.data
  runOf(partition, run).firstAcceptedAt ??= accepted.time
  if (trade_id !== null) partition.trades.set(trade_id, { accepted, acceptedSeq: seq, entry: null })
}

const foldMarks = (partition: RecoveredPartition, { data }: EventOf<'marks.recorded'>): void => {
  runOf(partition, data.run).markedMinute = data.minute
  for (const { venue, symbol, price, time, seq } of data.marks) {
    const { ticks_epoch, ledger_seq } = data
    partition.marks.set(markKey(data.run, venue, symbol), { price, time, seq, ticks_epoch, ledger_seq })
  }
}

/** Folds one fact of the partition, in place. Facts at or below `seq` were folded before and change nothing. */
export const foldFact = (partition: RecoveredPartition, event: LedgerEvent, seq: number): void => {
  if (seq <= partition.seq) return
  partition.seq = seq
  const order = closeOrderOf(event)
  if (order !== null) partition.closes.push({ order, seq })
  switch (event.type) {
    case 'signal.accepted':
      foldAccepted(partition, event, seq)
      break
    case 'fill.recorded': {
      const trade = partition.trades.get(event.data.trade_id)
      if (event.data.leg === 'exit') partition.trades.delete(event.data.trade_id)
      else if (trade !== undefined) trade.entry = event
      break
    }
    case 'entry.missed':
      partition.trades.delete(event.data.trade_id)
      break
    case 'marks.recorded':
      foldMarks(partition, event)
      break
    default: // Alarms, rejections and the clock open and close no trade; what asks for closes is kept above.
  }
}
