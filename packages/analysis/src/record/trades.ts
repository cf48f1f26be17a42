import { type Decimal, decimal, product } from '@papertape/money'
import { type Cell, decimalOf, positiveDecimalOf, textOf } from '../reading/cell.ts'
import { DataError, type Place, quoted } from '../reading/data-error.ts'
import type { Doubts } from '../reading/doubts.ts'
import type { Column } from '../reading/header.ts'
import { createTimeReader } from '../reading/time.ts'
import type { ClosedTrade } from './closed-trade.ts'
import { createQuoteWatch } from './quote-currency.ts'
import { isUpSide } from './side.ts'
import type { TradeColumns } from './trade-columns.ts'
import type { TradeCollector } from './trade-log.ts'

const TRUE = new Set(['1', 'true', 't', 'yes'])
const FALSE = new Set(['0', 'false', 'f', 'no', ''])

/** How far a stated profit may lie from the one that its prices and fees give: half of freqtrade's 8th decimal, and a hair. */
const TOLERANCE = decimal('0.0000000051')

/** What a trade's prices say: gross profit and fees. */
type Account = Pick<ClosedTrade, 'quantity' | 'entryPrice' | 'exitPrice'> & { gross: Decimal; fees: Decimal }

export type TradeReader = {
  row: (cells: readonly Cell[], place: Place) => void
  /** Rows without an exit: trades that are still open. They are in no figure. */
  openTrades: () => number
}

/** Reads closed trades row by row into a collector. */
export const createTradeReader = (columns: TradeColumns, trades: TradeCollector, doubts: Doubts): TradeReader => {
  const exitTimeOf = createTimeReader(columns.exitTime.name)
  const entryTimeOf = createTimeReader(columns.entryTime?.name ?? '')
  const quotes = createQuoteWatch(doubts)
  let open = 0
  let lastExitMs = Number.NEGATIVE_INFINITY

  const sideOf = (cells: readonly Cell[], place: Place): ClosedTrade['side'] => {
    const { side, isShort } = columns
    if (side !== null) return isUpSide(cells[side.index], place, side.name) ? 'LONG' : 'SHORT'
    if (isShort === null) return null
    const text = textOf(cells[isShort.index]).toLowerCase()
    if (TRUE.has(text)) return 'SHORT'
    if (FALSE.has(text)) return 'LONG'
    throw new DataError(`is ${quoted(text)}, but must be true or false`, place, isShort.name)
  }

  /** Gross profit and fees of a row that has all of prices, quantity and fees; `null` where it has not. */
  const accountOf = (cells: readonly Cell[], place: Place, side: ClosedTrade['side']): Account | null => {
    const { quantity, entryPrice, exitPrice, fees, feeRates } = columns
    if (quantity === null || entryPrice === null || exitPrice === null || side === null) return null
    if (fees === null && feeRates === null) return null
    const amount = (column: Column) => positiveDecimalOf(cells[column.index], place, column.name, doubts)
    const size = amount(quantity)
    const entry = amount(entryPrice)
    const exit = amount(exitPrice)
    const rate = (column: Column) => decimalOf(cells[column.index], place, column.name, doubts)
    const paidAt = (price: Decimal, column: Column | undefined) =>
      column === undefined ? 0n : product(size, price, rate(column))
    const paid = fees === null ? paidAt(entry, feeRates?.[0]) + paidAt(exit, feeRates?.[1]) : rate(fees)
    const gross = product(size, side === 'LONG' ? exit - entry : entry - exit)
    return { quantity: size, entryPrice: entry, exitPrice: exit, gross, fees: paid }
  }

  const fundingOf = (cells: readonly Cell[], place: Place): Decimal => {
    const cell = columns.funding === null ? undefined : cells[columns.funding.index]
    return columns.funding === null || textOf(cell) === '' ? 0n : decimalOf(cell, place, columns.funding.name, doubts)
  }

  /** The stated profit, where there is one; else what prices and fees give. The two may not differ unsaid. */
  const netOf = (cells: readonly Cell[], place: Place, account: Account | null): Decimal => {
    const { netPnl } = columns
    const computed = account === null ? null : account.gross - account.fees + fundingOf(cells, place)
    if (netPnl === null) return computed ?? 0n
    const stated = decimalOf(cells[netPnl.index], place, netPnl.name, doubts)
    const apart = computed === null ? 0n : stated - computed
    if (apart > TOLERANCE || apart < -TOLERANCE) {
      doubts.add('not what quantity, prices and fees give; the stated profit counts', place, netPnl.name)
    }
    return stated
  }

  const exitColumns = [columns.exitTime, columns.exitPrice ?? columns.netPnl].filter((column) => column !== null)
  const isOpen = (cells: readonly Cell[]) => exitColumns.every((column) => textOf(cells[column.index]) === '')
  const feesOf = (cells: readonly Cell[], place: Place): Decimal | null =>
    columns.fees === null ? null : decimalOf(cells[columns.fees.index], place, columns.fees.name, doubts)

  return {
    row(cells, place) {
      if (isOpen(cells)) {
        open += 1
        return
      }
      const exitMs = exitTimeOf(cells[columns.exitTime.index], place)
      const entryMs = columns.entryTime === null ? null : entryTimeOf(cells[columns.entryTime.index], place)
      if (exitMs < lastExitMs) {
        doubts.add(
          'the exit is before that of the row above; trades are put in order of exit',
          place,
          columns.exitTime.name,
        )
      }
      lastExitMs = exitMs
      if (entryMs !== null && entryMs > exitMs) doubts.add('the exit is before the entry', place, columns.exitTime.name)
      const symbol = columns.symbol === null ? null : textOf(cells[columns.symbol.index])
      if (symbol !== null) quotes.symbol(symbol, place, columns.symbol?.name ?? '')
      const side = sideOf(cells, place)
      const account = accountOf(cells, place, side)
      const net = netOf(cells, place, account)
      const { quantity = null, entryPrice = null, exitPrice = null } = account ?? {}
      const fees = account?.fees ?? feesOf(cells, place)
      trades.add({ symbol, side, entryMs, exitMs, quantity, entryPrice, exitPrice, fees, net })
    },
    openTrades: () => open,
  }
}
