import { type EventOf, encodeToken } from '@papertape/events'
import { type Decimal, decimal, product } from '@papertape/money'
import type { AccountChange } from './account.ts'
import { type Largest, largestOf, NONE, withAmount, withoutAmount } from './largest.ts'

type Fill = EventOf<'fill.recorded'>['data']
type Marks = EventOf<'marks.recorded'>['data']

/** One open trade, valued at its last mark, or at its entry price until the first. Amounts in quote units. */
export type OpenTrade = {
  readonly direction: 'LONG' | 'SHORT'
  readonly quantity: Decimal
  readonly entry_price: Decimal
  readonly entry_notional: Decimal
  readonly entry_fee: Decimal
  /** The price it is valued at. */
  mark: Decimal
  /** Profit before fees at the mark. */
  gross: Decimal
  /** quantity × mark. */
  value: Decimal
}

/** The open trades of one instrument (of one run) by trade_id, so that a mark visits only those it values. */
export type Position = { largest: Largest; readonly trades: Map<string, OpenTrade> }

/** All open trades by `<venue>.<symbol>`, behind `<run>.` for replays. */
export type OpenTrades = Map<string, Position>

const keyOf = (run: string | null, venue: string, symbol: string): string => {
  const instrument = `${encodeToken(venue)}.${encodeToken(symbol)}`
  return run === null ? instrument : `${run}.${instrument}`
}

/** Profit before fees at a price, rounded once. */
const grossAt = (direction: 'LONG' | 'SHORT', quantity: Decimal, entryPrice: Decimal, price: Decimal): Decimal =>
  product(quantity, direction === 'LONG' ? price - entryPrice : entryPrice - price)

function* valuesOf(trades: Position['trades']): Generator<Decimal> {
  for (const trade of trades.values()) yield trade.value
}

/** The open trades of one instrument, from its trades alone. */
export const positionOf = (trades: Position['trades']): Position => ({ largest: largestOf(valuesOf(trades)), trades })

/**
 * Adds the trade of an entry fill to `open`, in place; answers what the account changes by.
 * @throws RangeError when the trade is open already: the ledger promises one entry.
 */
export const enterTrade = (open: OpenTrades, fill: Fill): AccountChange & { open_notional: Decimal } => {
  const key = keyOf(fill.run, fill.venue, fill.symbol)
  const position = open.get(key) ?? { largest: NONE, trades: new Map() }
  if (position.trades.has(fill.trade_id)) throw new RangeError(`trade ${fill.trade_id} is entered twice`)
  const price = decimal(fill.price)
  const notional = decimal(fill.notional)
  const fee = decimal(fill.fee)
  position.trades.set(fill.trade_id, {
    direction: fill.direction,
    quantity: decimal(fill.quantity),
    entry_price: price,
    entry_notional: notional,
    entry_fee: fee,
    mark: price,
    gross: 0n,
    value: notional,
  })
  position.largest = withAmount(position.largest, notional)
  open.set(key, position)
  return { fees: fee, open_fees: fee, open_notional: notional, open_value: notional, active: 1 }
}

/**
 * Takes the trade of an exit fill out of `open`, in place; answers what the open sums change by.
 * @throws RangeError when the trade is not open: the ledger promises an entry before, and one exit.
 */
export const exitTrade = (open: OpenTrades, fill: Fill): AccountChange & { open_value: Decimal } => {
  const key = keyOf(fill.run, fill.venue, fill.symbol)
  const position = open.get(key)
  const trade = position?.trades.get(fill.trade_id)
  if (!position || !trade) throw new RangeError(`trade ${fill.trade_id} exits but is not open`)
  position.trades.delete(fill.trade_id)
  if (position.trades.size === 0) open.delete(key)
  else position.largest = withoutAmount(position.largest, trade.value) ?? largestOf(valuesOf(position.trades))
  return {
    open_gross: -trade.gross,
    open_fees: -trade.entry_fee,
    open_notional: -trade.entry_notional,
    open_value: -trade.value,
    active: -1,
  }
}

/** Whether marks value any of the open trades: those that do not are another's. */
export const isMarked = (open: OpenTrades, { run, marks }: Marks): boolean =>
  open.size > 0 && marks.some(({ venue, symbol }) => open.has(keyOf(run, venue, symbol)))

/** Values the open trades of every marked instrument, in place. */
export const markTrades = (open: OpenTrades, marks: Marks): AccountChange => {
  let gross = 0n
  let value = 0n
  for (const mark of marks.marks) {
    const position = open.get(keyOf(marks.run, mark.venue, mark.symbol))
    if (!position) continue
    const price = decimal(mark.price)
    let moved = false
    for (const trade of position.trades.values()) {
      if (trade.mark === price) continue
      moved = true
      const grossNow = grossAt(trade.direction, trade.quantity, trade.entry_price, price)
      const valueNow = product(trade.quantity, price)
      gross += grossNow - trade.gross
      value += valueNow - trade.value
      trade.mark = price
      trade.gross = grossNow
      trade.value = valueNow
    }
    if (moved) position.largest = largestOf(valuesOf(position.trades))
  }
  return { open_gross: gross, open_value: value }
}

/** The value of the largest single open trade at its mark, 0 when none is open: O(instruments held). */
export const largestValueOf = (open: OpenTrades): Decimal => {
  let largest = 0n
  for (const position of open.values()) if (position.largest.value > largest) largest = position.largest.value
  return largest
}
