import type { Decimal } from '@papertape/money'
import { createHeap, type Heap, type HeapNode } from './heap.ts'
import type { Moment } from './moment.ts'
import type { Price, PriceTick } from './price.ts'
import { inLedgerOrder, type Trade } from './trade.ts'
import { createWaypoints, type Waypoints } from './waypoints.ts'

type Nodes = {
  waiting: HeapNode<number, Trade> | null
  expiry: HeapNode<string, Trade> | null
  upper: HeapNode<Decimal, Trade> | null
  lower: HeapNode<Decimal, Trade> | null
}

/** The trades of one instrument, sorted by what will wake them, so that a price touches only those it concerns. */
export type Book = {
  /** Prices up to this sequence are worked through. */
  position: number
  /** The last price worked through. */
  last: Price | null
  readonly passed: Waypoints
  /** By the sequence behind which they are eligible. */
  readonly waiting: Heap<number, Trade>
  readonly entering: Set<Trade>
  readonly expiry: Heap<string, Trade>
  /** Levels that a price at or above them reaches: take profit of LONG, stop of SHORT. */
  readonly upper: Heap<Decimal, Trade>
  /** Levels that a price at or below them reaches: stop of LONG, take profit of SHORT. */
  readonly lower: Heap<Decimal, Trade>
  /** Open trades with a requested close. */
  readonly closing: Set<Trade>
  readonly trades: Map<Trade, Nodes>
}

/** An instrument without trades, worked through up to a sequence. */
export const createBook = (position: number): Book => ({
  position,
  last: null,
  passed: createWaypoints(),
  waiting: createHeap((a, b) => a < b),
  entering: new Set(),
  expiry: createHeap((a, b) => a < b),
  upper: createHeap((a, b) => a < b),
  lower: createHeap((a, b) => a > b),
  closing: new Set(),
  trades: new Map(),
})

const takeOut = (book: Book, trade: Trade): void => {
  const nodes = book.trades.get(trade)
  if (nodes === undefined) return
  if (nodes.waiting !== null) book.waiting.remove(nodes.waiting)
  if (nodes.expiry !== null) book.expiry.remove(nodes.expiry)
  if (nodes.upper !== null) book.upper.remove(nodes.upper)
  if (nodes.lower !== null) book.lower.remove(nodes.lower)
  book.entering.delete(trade)
  book.closing.delete(trade)
}

/** A trade that is as far as its instrument may know the price there, where the instrument began behind that price. */
const learnLast = (book: Book, { after, before }: Trade): void => {
  if (before !== null && after === book.position && (book.last === null || book.last.seq < before.seq))
    book.last = before
}

/** Puts a trade where its state belongs, and sets its phase; to be called whenever that state has changed. */
export const place = (book: Book, trade: Trade): void => {
  takeOut(book, trade)
  learnLast(book, trade)
  const nodes: Nodes = { waiting: null, expiry: null, upper: null, lower: null }
  book.trades.set(trade, nodes)
  if (trade.endDecision !== null) {
    trade.phase = 'decided'
  } else if (trade.after > book.position) {
    trade.phase = 'waiting'
    nodes.waiting = book.waiting.push(trade.after, trade)
  } else if (trade.after < book.position) {
    trade.phase = 'behind'
  } else if (trade.entry === null) {
    trade.phase = 'entering'
    book.entering.add(trade)
  } else {
    trade.phase = 'open'
    const [upper, lower] =
      trade.direction === 'LONG' ? [trade.take_profit, trade.stop_loss] : [trade.stop_loss, trade.take_profit]
    if (trade.expires_at !== null) nodes.expiry = book.expiry.push(trade.expires_at, trade)
    if (upper !== null) nodes.upper = book.upper.push(upper, trade)
    if (lower !== null) nodes.lower = book.lower.push(lower, trade)
    if (trade.closes.length > 0) book.closing.add(trade)
  }
}

/** Forgets a trade. */
export const forget = (book: Book, trade: Trade): void => {
  takeOut(book, trade)
  book.trades.delete(trade)
}

/** Whether a tick concerns no trade at all. Allocates nothing: this is what nearly every tick meets. */
export const isQuiet = (book: Book, tick: PriceTick): boolean => {
  const { time, price } = tick
  const expiry = book.expiry.firstKey()
  const upper = book.upper.firstKey()
  const lower = book.lower.firstKey()
  return (
    (upper === undefined || price < upper) &&
    (lower === undefined || price > lower) &&
    (expiry === undefined || time < expiry) &&
    book.entering.size === 0 &&
    book.closing.size === 0
  )
}

/** Each trade that a moment may concern, in ledger order; some of them it will not, as the rules find. */
export const concernedBy = (book: Book, moment: Moment): Trade[] => {
  const found = new Set<Trade>()
  book.upper.collect((level) => moment.high >= level, found)
  book.lower.collect((level) => moment.low <= level, found)
  if (moment.name !== 'range') {
    book.expiry.collect((expiresAt) => moment.time >= expiresAt, found)
    for (const trade of book.entering) found.add(trade)
    for (const trade of book.closing) found.add(trade)
  }
  return [...found].toSorted(inLedgerOrder)
}

/** Trades for which the price with this sequence is the first eligible one. */
export const newlyEligible = (book: Book, seq: number): ReadonlySet<Trade> => {
  const found = new Set<Trade>()
  book.waiting.collect((after) => after < seq, found)
  return found
}
