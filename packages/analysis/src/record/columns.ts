import { DataError } from '../reading/data-error.ts'
import { type Header, listOf } from '../reading/header.ts'
import { type FillColumns, fillColumns } from './fill-columns.ts'
import type { Kind } from './kind.ts'
import { type SeriesColumns, seriesColumns } from './series-columns.ts'
import { type TradeColumns, tradeColumns } from './trade-columns.ts'

/** What a table needs to be of a kind. */
const NEEDED: Record<Kind, string> = {
  returns: 'time, value',
  equity: 'time, value',
  trades: 'entry_time, exit_time, side, quantity, entry_price, exit_price, fees; or exit_time, net_pnl',
  fills: 'time, symbol, side, quantity, price, fee',
}

export type Columns =
  | { kind: 'series'; columns: SeriesColumns }
  | { kind: 'trades'; columns: TradeColumns }
  | { kind: 'fills'; columns: FillColumns }

/**
 * The columns of a table, and with them its kind where none was asked for: trades before fills before a series, because
 * each has columns that the next does not need.
 * @throws DataError naming what was found and what is needed.
 */
export const columnsOf = (header: Header, wanted: Kind | null): Columns => {
  const found = `found ${listOf(header)}`
  if (wanted === null || wanted === 'trades') {
    const columns = tradeColumns(header)
    if (columns !== null) return { kind: 'trades', columns }
  }
  if (wanted === null || wanted === 'fills') {
    const columns = fillColumns(header)
    if (columns !== null) return { kind: 'fills', columns }
  }
  if (wanted === null || wanted === 'returns' || wanted === 'equity') {
    const columns = seriesColumns(header, wanted)
    if (columns !== null) return { kind: 'series', columns }
  }
  if (wanted !== null)
    throw new DataError(`the columns do not fit --kind ${wanted}: needed ${NEEDED[wanted]}; ${found}`)
  const all = `${NEEDED.returns} (returns, equity); ${NEEDED.trades} (trades); ${NEEDED.fills} (fills)`
  throw new DataError(`the columns are not known: needed ${all}; ${found}`)
}

/** The columns of a table without a header, by their number: those of the contract, in its order. */
export const unnamedColumns = (count: number, wanted: Kind | null): readonly string[] => {
  if (count === 2) return wanted === 'trades' ? ['exit_time', 'net_pnl'] : ['time', 'value']
  if (count === 6 && wanted === 'fills') return ['time', 'symbol', 'side', 'quantity', 'price', 'fee']
  if (count === 7 && wanted === 'trades') {
    return ['entry_time', 'exit_time', 'side', 'quantity', 'entry_price', 'exit_price', 'fees']
  }
  throw new DataError(
    `there is no header, and ${count} columns without names could be anything: add a first row of names`,
  )
}
