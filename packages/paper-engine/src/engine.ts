import type { CloseOrder, EventOf, Tick } from '@papertape/events'
import { decideAt, enterAtSignal } from './apply.ts'
import { type Book, concernedBy, createBook, forget, isQuiet, newlyEligible, place } from './book.ts'
import { instrumentOfOrder, isRequestedOf, rewind } from './closes.ts'
import type { Decision } from './facts.ts'
import { momentsOf } from './moment.ts'
import { type InstrumentKey, type Price, priceOfTick, tickOf } from './price.ts'
import { entryOfFill, inLedgerOrder, notBeforeEntry, type Resumption, resumedTrade, type Trade } from './trade.ts'

/** A trade that its instrument has overtaken: it needs the accepted prices behind `after`, up to `through`. */
export type Lag = {
  trade_id: string
  key: InstrumentKey
  after: number
  through: number
  /** The accepted price at `after`, whose time `acceptTick` goes on from; `null` when there was none. */
  before: Tick | null
}

/** Fills for the bots of one partition over one price stream: PRICES, or one run's REPLAYS. Synchronous, no I/O. */
export type Engine = {
  /**
   * Registers an accepted OPEN. Answers the entry of a `signal_price` trade, which the acceptance alone decides, unless
   * the ledger is said to hold it. A trade known already is left as it is.
   */
  open(accepted: EventOf<'signal.accepted'>, acceptedSeq: number, known?: Resumption): Decision | null
  /** Takes note of an entry that the ledger holds: from here on no late close takes it back. */
  enter(fill: EventOf<'fill.recorded'>): void
  /**
   * Registers a close that a fact asks for, in ledger order: after everything before it was. Answers the trades it is meant
   * for. One that comes late undoes what prices behind its `ticks_after` had decided and the ledger does not hold.
   */
  requestClose(order: CloseOrder, seq: number): string[]
  /** Works through the next accepted price. One worked through before changes nothing. */
  advance(key: InstrumentKey, price: Price): readonly Decision[]
  /** The trades to catch up, in ledger order: their OPEN, or a close, came later than prices that it is about. */
  lagging(): Lag[]
  /** That of one trade; `null` where it does not lag. */
  lagOf(tradeId: string): Lag | null
  /**
   * Catches a trade up: `prices` are all accepted prices of its instrument from `after` to `through` of its {@link Lag}.
   * When the instrument has moved on meanwhile, the trade still lags, from there.
   */
  replayTrade(tradeId: string, prices: Iterable<Price>, through: number): readonly Decision[]
  /** Forgets a trade whose exit or miss the ledger holds. */
  settle(tradeId: string): void
  /** Has a trade's fills say from now on that eligible prices were gone before they could be seen. */
  markPriceGap(tradeId: string): void
  /** Whether a decision is to be appended still: not once it is recorded, or a late close has undone it. */
  stands(decision: Decision): boolean
  /** Whether the ledger holds all that is decided and no trade lags: then the last prices are fit to be marks. */
  isSettled(): boolean
  trade(tradeId: string): Readonly<Trade> | null
  trades(): MapIterator<Readonly<Trade>>
  /** Each instrument that has trades. */
  openInstruments(): InstrumentKey[]
  /** The last price worked through; its time is what `acceptTick` asks for. */
  last(key: InstrumentKey): Price | null
  /**
   * Sets where an instrument starts, before its trades are opened: every accepted price behind `position` will be given.
   * After a restart, the lowest `after` of its trades, so that they all wait for their place in the one stream instead
   * of being caught up one by one, and their exits come in the order of an undisturbed run.
   */
  resume(key: InstrumentKey, position: number, last: Tick | null): void
  readonly size: number
}

const NOTHING: readonly Decision[] = []

/** An engine that will be given every accepted price behind `position`, of whatever instrument. */
export const createEngine = ({ position }: { position: number }): Engine => {
  const trades = new Map<string, Trade>()
  const books = new Map<InstrumentKey, Book>()
  const unsettled = new Set<Trade>()

  const bookOf = (key: InstrumentKey): Book => {
    const known = books.get(key)
    if (known !== undefined) return known
    const book = createBook(position)
    books.set(key, book)
    return book
  }

  const replace = (book: Book, trade: Trade): void => {
    place(book, trade)
    const isRecorded = trade.entry === null || trade.entry.recorded
    if (isRecorded && trade.phase !== 'behind' && trade.phase !== 'decided') unsettled.delete(trade)
    else unsettled.add(trade)
  }

  /** Changes a trade from outside the stream of prices. An open one is as far as its instrument. */
  const change = (trade: Trade, how: (trade: Trade) => void): void => {
    const book = bookOf(trade.key)
    if (trade.phase === 'open') trade.after = book.position
    how(trade)
    replace(book, trade)
  }

  const lagOfTrade = ({ trade_id, key, after, before }: Trade): Lag => {
    const { position: through } = bookOf(key)
    return { trade_id, key, after, through, before: before === null ? null : tickOf(before) }
  }

  /** Among which trades an order looks for those it is meant for. */
  const closable = (order: CloseOrder): Iterable<Trade> => {
    if (order.trade_id !== null) return [trades.get(order.trade_id) ?? []].flat()
    const key = instrumentOfOrder(order)
    return key === null ? trades.values() : (books.get(key)?.trades.keys() ?? [])
  }

  return {
    open(accepted, acceptedSeq, known = {}) {
      const trade = resumedTrade(accepted, acceptedSeq, known)
      if (trades.has(trade.trade_id)) return null
      trades.set(trade.trade_id, trade)
      if (trade.entry === null && accepted.data.policy.entry === 'signal_price') enterAtSignal(trade)
      replace(bookOf(trade.key), trade)
      return trade.entryDecision
    },

    enter(fill) {
      const trade = trades.get(fill.data.trade_id)
      if (trade === undefined || trade.entry?.recorded === true) return
      change(trade, () => {
        trade.entry = entryOfFill(fill)
        trade.entryDecision = null
        notBeforeEntry(trade)
      })
    },

    requestClose(order, seq) {
      const request = { order, seq }
      const meant = [...closable(order)].filter((trade) => isRequestedOf(trade, request))
      for (const trade of meant) {
        if (trade.closes.some((known) => known.order.id === order.id)) continue
        change(trade, () => {
          trade.closes.push(request)
          rewind(trade, order, bookOf(trade.key).passed.atOrBefore(order.ticks_after))
        })
      }
      return meant.map(({ trade_id }) => trade_id)
    },

    advance(key, price) {
      const book = bookOf(key)
      if (price.seq <= book.position) return NOTHING
      const firstWaiting = book.waiting.firstKey()
      if (firstWaiting !== undefined && firstWaiting < price.seq) {
        for (const trade of newlyEligible(book, price.seq)) {
          trade.after = book.position
          replace(book, trade)
        }
      }
      let decisions = NOTHING
      if (price.kind === 'candle' || !isQuiet(book, price)) {
        decisions = momentsOf(price, book.last).flatMap((moment) =>
          concernedBy(book, moment).flatMap((trade) => {
            const decision = decideAt(trade, moment)
            if (decision === null) return []
            replace(book, trade)
            return [decision]
          }),
        )
      }
      book.position = price.seq
      book.last = price
      book.passed.pass(price)
      return decisions
    },

    lagging: () =>
      [...unsettled]
        .filter(({ phase }) => phase === 'behind')
        .toSorted(inLedgerOrder)
        .map(lagOfTrade),

    lagOf(tradeId) {
      const trade = trades.get(tradeId)
      return trade?.phase === 'behind' ? lagOfTrade(trade) : null
    },

    replayTrade(tradeId, prices, through) {
      const trade = trades.get(tradeId)
      if (trade?.phase !== 'behind') return NOTHING
      const decisions: Decision[] = []
      for (const price of prices) {
        if (price.seq <= trade.after) continue
        for (const moment of momentsOf(price, trade.before)) {
          const decision = decideAt(trade, moment)
          if (decision !== null) decisions.push(decision)
        }
        trade.after = price.seq
        trade.before = price
      }
      trade.after = Math.max(trade.after, through)
      replace(bookOf(trade.key), trade)
      return decisions
    },

    settle(tradeId) {
      const trade = trades.get(tradeId)
      if (trade === undefined) return
      trades.delete(tradeId)
      unsettled.delete(trade)
      forget(bookOf(trade.key), trade)
    },

    markPriceGap(tradeId) {
      const trade = trades.get(tradeId)
      if (trade !== undefined) trade.price_gap = true
    },

    stands(decision) {
      const trade = trades.get(decision.trade_id)
      return trade !== undefined && (trade.entryDecision === decision || trade.endDecision === decision)
    },

    isSettled: () => unsettled.size === 0,
    trade: (tradeId) => trades.get(tradeId) ?? null,
    trades: () => trades.values(),
    openInstruments: () => [...books].filter(([, book]) => book.trades.size > 0).map(([key]) => key),
    last: (key) => books.get(key)?.last ?? null,

    resume(key, at, last) {
      const book = bookOf(key)
      book.position = at
      book.last = last === null ? null : priceOfTick(last)
      if (book.last !== null) book.passed.pass(book.last)
    },

    get size() {
      return trades.size
    },
  }
}
