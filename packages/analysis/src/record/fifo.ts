import { type Decimal, product } from '@papertape/money'
import type { ClosedTrade } from './closed-trade.ts'
import { type Slice, sliceOf, takeFrom } from './slice.ts'

/** One execution. A fee is in quote units; negative = a rebate. */
export type Fill = {
  symbol: string
  isBuy: boolean
  quantity: Decimal
  price: Decimal
  fee: Decimal
  timeMs: number
}

/** What is still held of one symbol. */
export type OpenPosition = {
  symbol: string
  side: 'LONG' | 'SHORT'
  quantity: Decimal
  /** Σ quantity × price of what is held, and the fees paid for it. */
  notional: Decimal
  fees: Decimal
  /** Of the newest fill. */
  lastPrice: Decimal
  /** Quantity at the last price against the notional, less fees. */
  unrealized: Decimal
}

/** Lots of one symbol, the oldest first; all on one side. */
type Lots = { isLong: boolean; slices: Slice[]; first: number; lastPrice: Decimal }

export type Fifo = {
  add: (fill: Fill) => void
  /** What buying has cost and selling has brought, after fees. */
  cash: () => Decimal
  /** Σ signed quantity × last price. */
  inventory: () => Decimal
  openPositions: () => OpenPosition[]
}

const positionOf = (symbol: string, { isLong, slices, first, lastPrice }: Lots): OpenPosition => {
  let [quantity, notional, fees] = [0n, 0n, 0n]
  for (const slice of slices.slice(first)) {
    quantity += slice.quantity
    notional += slice.notional
    fees += slice.fee
  }
  const value = product(quantity, lastPrice)
  const unrealized = (isLong ? value - notional : notional - value) - fees
  return { symbol, side: isLong ? 'LONG' : 'SHORT', quantity, notional, fees, lastPrice, unrealized }
}

/** Lots that are used up are let go in batches: one by one would copy the rest each time. */
const BATCH = 1024

/**
 * Matches fills first in, first out, per symbol: each pair of an older and a newer opposite part is a closed trade. Fees
 * go with the quantity; a fill that crosses zero closes with one part and opens with the other. At any moment
 * cash + inventory = realised + unrealised, exactly.
 */
export const createFifo = (onTrade: (trade: ClosedTrade) => void): Fifo => {
  const books = new Map<string, Lots>()
  let cash = 0n

  const close = (lots: Lots, lot: Slice, incoming: Slice, symbol: string): void => {
    const quantity = lot.quantity < incoming.quantity ? lot.quantity : incoming.quantity
    const entry = takeFrom(lot, quantity)
    const exit = takeFrom(incoming, quantity)
    const gross = lots.isLong ? exit.notional - entry.notional : entry.notional - exit.notional
    const fees = entry.fee + exit.fee
    onTrade({
      symbol,
      side: lots.isLong ? 'LONG' : 'SHORT',
      entryMs: lot.timeMs,
      exitMs: incoming.timeMs,
      quantity,
      entryPrice: lot.price,
      exitPrice: incoming.price,
      fees,
      net: gross - fees,
    })
  }
  const dropUsed = (lots: Lots): void => {
    if (lots.first < BATCH && lots.first < lots.slices.length) return
    lots.slices.splice(0, lots.first)
    lots.first = 0
  }
  const book = ({ symbol, isBuy, price }: Fill): Lots => {
    const known = books.get(symbol)
    const lots = known ?? { isLong: isBuy, slices: [], first: 0, lastPrice: price }
    if (known === undefined) books.set(symbol, lots)
    lots.lastPrice = price
    return lots
  }

  return {
    add(fill) {
      const lots = book(fill)
      const incoming = sliceOf(fill.quantity, fill.price, fill.fee, fill.timeMs)
      cash += (fill.isBuy ? -incoming.notional : incoming.notional) - fill.fee
      while (incoming.quantity > 0n && lots.isLong !== fill.isBuy) {
        const lot = lots.slices[lots.first]
        if (lot === undefined) {
          lots.isLong = fill.isBuy
          break
        }
        close(lots, lot, incoming, fill.symbol)
        if (lot.quantity === 0n) lots.first += 1
      }
      dropUsed(lots)
      if (incoming.quantity > 0n) lots.slices.push(incoming)
    },
    cash: () => cash,
    inventory() {
      let value = 0n
      for (const [symbol, lots] of books) {
        const { quantity, side } = positionOf(symbol, lots)
        value += side === 'LONG' ? product(quantity, lots.lastPrice) : -product(quantity, lots.lastPrice)
      }
      return value
    },
    openPositions: () =>
      [...books]
        .map(([symbol, lots]) => positionOf(symbol, lots))
        .filter(({ quantity }) => quantity > 0n)
        .toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1)),
  }
}
