import { type EventOf, encodeToken } from '@papertape/events'
import { type Decimal, decimal, formatDecimal, product } from '@papertape/money'
import type { AccountChange } from './account.ts'
import { type Largest, largestOf, NONE, withAmount, withoutAmount } from './largest.ts'

type Fill = EventOf<'fill.recorded'>['data']
type Marks = EventOf<'marks.recorded'>['data']

/** One open trade, valued at its last mark, or at its entry price until the first. */
export type OpenTrade = {
  direction: 'LONG' | 'SHORT'
  quantity: string
  entry_price: string
  entry_notional: string
  entry_fee: string
  /** The price it is valued at. */
  mark: string
  /** Profit before fees at the mark. */
  gross: string
  /** quantity × mark. */
  value: string
}

/** The open trades of one instrument (of one run), so that a mark visits only those it values. */
type Position = { size: number; largest: Largest; trades: { [tradeId: string]: OpenTrade } }

/** All open trades by `<venue>.<symbol>`, behind `<run>.` for replays: a key no object is born with. */
export type OpenTrades = { [instrument: string]: Position }

const keyOf = (run: string | null, venue: string, symbol: string): string => {
  const instrument = `${encodeToken(venue)}.${encodeToken(symbol)}`
  return run === null ? instrument : `${run}.${instrument}`
}

/** Profit before fees at a price, rounded once. */
const grossAt = (direction: 'LONG' | 'SHORT', quantity: Decimal, entryPrice: Decimal, price: Decimal): Decimal =>
  product(quantity, direction === 'LONG' ? price - entryPrice : entryPrice - price)

const valuesOf = function* (trades: Position['trades']): Iterable<string> {
  for (const id in trades) {
    const trade = trades[id]
    if (trade) yield trade.value
  }
}

/**
 * Adds the trade of an entry fill to `open`, in place; answers what the account changes by.
 * @throws RangeError when the trade is open already: the ledger promises one entry.
 */
export const enterTrade = (open: OpenTrades, fill: Fill): AccountChange => {
  const key = keyOf(fill.run, fill.venue, fill.symbol)
  open[key] ??= { size: 0, largest: NONE, trades: {} }
  const position = open[key]
  if (position.trades[fill.trade_id]) throw new RangeError(`trade ${fill.trade_id} is entered twice`)
  const { direction, quantity, price, notional, fee } = fill
  position.trades[fill.trade_id] = {
    direction,
    quantity,
    entry_price: price,
    entry_notional: notional,
    entry_fee: fee,
    mark: price,
    gross: '0',
    value: notional,
  }
  position.size += 1
  position.largest = withAmount(position.largest, notional)
  const value = decimal(notional)
  const paid = decimal(fee)
  return { fees: paid, open_fees: paid, open_notional: value, open_value: value, active: 1 }
}

/**
 * Takes the trade of an exit fill out of `open`, in place; answers what the open sums change by.
 * @throws RangeError when the trade is not open: the ledger promises an entry before, and one exit.
 */
export const exitTrade = (open: OpenTrades, fill: Fill): AccountChange & { open_value: Decimal } => {
  const key = keyOf(fill.run, fill.venue, fill.symbol)
  const position = open[key]
  const trade = position?.trades[fill.trade_id]
  if (!position || !trade) throw new RangeError(`trade ${fill.trade_id} exits but is not open`)
  delete position.trades[fill.trade_id]
  position.size -= 1
  position.largest = withoutAmount(position.largest, trade.value) ?? largestOf(valuesOf(position.trades))
  if (position.size === 0) delete open[key]
  return {
    open_gross: -decimal(trade.gross),
    open_fees: -decimal(trade.entry_fee),
    open_notional: -decimal(trade.entry_notional),
    open_value: -decimal(trade.value),
    active: -1,
  }
}

/** Values the open trades of every marked instrument, in place; `null` when none of them is open. */
export const markTrades = (open: OpenTrades, marks: Marks): AccountChange | null => {
  let touched = false
  let gross = 0n
  let value = 0n
  for (const mark of marks.marks) {
    const position = open[keyOf(marks.run, mark.venue, mark.symbol)]
    if (!position) continue
    touched = true
    const price = decimal(mark.price)
    for (const id in position.trades) {
      const trade = position.trades[id]
      if (!trade || trade.mark === mark.price) continue
      const quantity = decimal(trade.quantity)
      const grossNow = grossAt(trade.direction, quantity, decimal(trade.entry_price), price)
      const valueNow = product(quantity, price)
      gross += grossNow - decimal(trade.gross)
      value += valueNow - decimal(trade.value)
      trade.mark = mark.price
      trade.gross = formatDecimal(grossNow)
      trade.value = formatDecimal(valueNow)
    }
    position.largest = largestOf(valuesOf(position.trades))
  }
  return touched ? { open_gross: gross, open_value: value } : null
}

/** The value of the largest single open trade at its mark, 0 when none is open: O(instruments held). */
export const largestValueOf = (open: OpenTrades): string =>
  largestOf(Object.values(open).map((position) => position.largest.value)).value
