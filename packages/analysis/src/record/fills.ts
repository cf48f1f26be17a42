import { type Decimal, product } from '@papertape/money'
import { type Cell, decimalOf, positiveDecimalOf, textOf } from '../reading/cell.ts'
import { DataError, type Place } from '../reading/data-error.ts'
import type { Doubts } from '../reading/doubts.ts'
import { createTimeReader } from '../reading/time.ts'
import type { Fifo, Fill } from './fifo.ts'
import type { FillColumns } from './fill-columns.ts'
import { createQuoteWatch } from './quote-currency.ts'
import { isUpSide } from './side.ts'

export type FillReader = {
  row: (cells: readonly Cell[], place: Place) => void
  /** Matches what has been read. */
  end: () => void
  /** The first and the last time; `null` without fills. */
  span: () => { fromMs: number | null; toMs: number | null }
}

/**
 * Reads fills row by row and matches them as they come. With `isSorting` they are all read first and put in order of
 * time: for files that turn out not to be, of which the first row too early throws {@link UnsortedFills} otherwise.
 */
export const createFillReader = (columns: FillColumns, fifo: Fifo, doubts: Doubts, isSorting: boolean): FillReader => {
  const timeOf = createTimeReader(columns.time.name)
  const quotes = createQuoteWatch(doubts)
  const held: Fill[] = []
  let lastMs = Number.NEGATIVE_INFINITY
  let fromMs: number | null = null
  let toMs: number | null = null

  const feeOf = (cells: readonly Cell[], place: Place, symbol: string, notional: () => Decimal): Decimal => {
    const { fee, feePercent, flatFee, feeToken } = columns
    const column = fee ?? flatFee
    const isGiven = column !== null && (column === fee || textOf(cells[column.index]) !== '')
    const amount = isGiven ? decimalOf(cells[column.index], place, column.name, doubts) : 0n
    const token = feeToken === null || amount === 0n ? '' : textOf(cells[feeToken.index])
    if (token !== '') quotes.fee(token, symbol, place, feeToken?.name ?? '')
    if (fee !== null || feePercent === null) return amount
    return amount + product(notional(), decimalOf(cells[feePercent.index], place, feePercent.name, doubts))
  }

  const fillOf = (cells: readonly Cell[], place: Place): Fill => {
    const symbol = textOf(cells[columns.symbol.index])
    if (symbol === '') throw new DataError('is empty, but must be a symbol', place, columns.symbol.name)
    const timeMs = timeOf(cells[columns.time.index], place)
    const isBuy = isUpSide(cells[columns.side.index], place, columns.side.name)
    const quantity = positiveDecimalOf(cells[columns.quantity.index], place, columns.quantity.name, doubts)
    const price = positiveDecimalOf(cells[columns.price.index], place, columns.price.name, doubts)
    quotes.symbol(symbol, place, columns.symbol.name)
    return { symbol, isBuy, quantity, price, timeMs, fee: feeOf(cells, place, symbol, () => product(quantity, price)) }
  }

  return {
    row(cells, place) {
      const fill = fillOf(cells, place)
      if (fill.timeMs < lastMs) {
        if (!isSorting) throw new UnsortedFills()
        doubts.add('the time is before that of the row above; fills are put in order of time', place, columns.time.name)
      }
      lastMs = fill.timeMs
      fromMs = Math.min(fromMs ?? fill.timeMs, fill.timeMs)
      toMs = Math.max(toMs ?? fill.timeMs, fill.timeMs)
      if (isSorting) held.push(fill)
      else fifo.add(fill)
    },
    end() {
      for (const fill of held.toSorted((a, b) => a.timeMs - b.timeMs)) fifo.add(fill)
    },
    span: () => ({ fromMs, toMs }),
  }
}

/** Fills came out of order: the file is to be read once more, with sorting. */
export class UnsortedFills extends Error {
  override name = 'UnsortedFills'
}
