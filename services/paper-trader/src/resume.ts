import type { CloseOrder, EventOf, Tick } from '@papertape/events'
import type { RecoveredClose, RecoveredMark, RecoveredTrade } from './recovered-partition.projection.ts'

type Accepted = EventOf<'signal.accepted'>

/** A position in a tick stream and the accepted tick there, where one is known. */
export type Point = { after: number; before: Tick | null }

/** From where a trade's ticks are worked through again. */
export type ResumePoint = Point & {
  /** The tick through which the trade itself is worked through, where that is further than its own `ticks_after`. */
  mark: Tick | null
}

const START: Point = { after: 0, before: null }

const ownPoint = ({ data }: Accepted, epoch: string): Point =>
  data.ticks_epoch === epoch ? { after: data.ticks_after, before: data.last_tick } : START

const closePoint = ({ ticks_epoch, ticks_after }: CloseOrder, last_tick: Tick | null, epoch: string): Point =>
  ticks_epoch === epoch ? { after: ticks_after, before: last_tick } : START

const markPoint = (mark: RecoveredMark | null, heardSeq: number, epoch: string): Point => {
  if (mark === null || mark.ticks_epoch !== epoch || heardSeq > mark.ledger_seq) return START
  const { price, time, seq } = mark
  return { after: seq, before: { price, time, seq } }
}

const further = (a: Point, b: Point): Point => (b.after > a.after ? b : a)
const nearer = (a: Point, b: Point): Point => (b.after < a.after ? b : a)

/**
 * Where a new owner resumes a trade: at the newest mark of its instrument when the mark's writer had heard the trade, else
 * at the trade's own `ticks_after`; and not behind the `ticks_after` of a close that the mark's writer had not heard. For a
 * trade that began on an earlier incarnation of the stream, every tick of the present one is eligible.
 *
 * `closes` are those asked for later and meant for the trade.
 */
export const resumePointOf = (
  trade: RecoveredTrade,
  closes: readonly RecoveredClose[],
  mark: RecoveredMark | null,
  epoch: string,
): ResumePoint => {
  const own = ownPoint(trade.accepted, epoch)
  const through = further(own, markPoint(mark, trade.acceptedSeq, epoch))
  const pointFor = ({ order, seq }: RecoveredClose): Point => {
    if (order.last_tick !== 'untold') {
      return further(further(own, closePoint(order, order.last_tick, epoch)), markPoint(mark, seq, epoch))
    }
    // What the instrument's price was there is not known: to be met again, it takes a known one through that place.
    return through.after <= closePoint(order, null, epoch).after ? through : own
  }
  const start = closes.map(pointFor).reduce(nearer, through)
  return { ...start, mark: through === own ? null : through.before }
}

/** Where an instrument resumes: at the lowest point of its trades. */
export const lowestOf = (points: readonly Point[]): Point => points.reduce(nearer, points[0] ?? START)

/**
 * A fact as it counts on the present incarnation of its tick stream: sequences of an earlier one mean nothing, so it stands
 * before all ticks of the present one.
 */
export const inEpoch = (fact: Accepted, epoch: string): Accepted =>
  fact.data.ticks_epoch === epoch ? fact : { ...fact, data: { ...fact.data, ticks_after: 0, last_tick: null } }

/** What a fact of an earlier incarnation asks to be closed, likewise. */
export const orderInEpoch = (order: CloseOrder, epoch: string): CloseOrder => {
  if (order.ticks_epoch === epoch) return order
  return { ...order, ticks_after: 0, last_tick: order.last_tick === 'untold' ? 'untold' : null }
}

/** The entry fill of a trade that began on an earlier incarnation, likewise. */
export const entryInEpoch = ({ accepted, entry }: RecoveredTrade, epoch: string): EventOf<'fill.recorded'> | null => {
  const tick = entry?.data.evidence.tick ?? null
  if (entry === null || tick === null || accepted.data.ticks_epoch === epoch) return entry
  return { ...entry, data: { ...entry.data, evidence: { ...entry.data.evidence, tick: { ...tick, seq: 0 } } } }
}
