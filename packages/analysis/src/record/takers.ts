import type { Cell } from '../reading/cell.ts'
import { DataError, type Place } from '../reading/data-error.ts'
import type { Doubts } from '../reading/doubts.ts'
import { createHeader, type Header } from '../reading/header.ts'
import { type Columns, columnsOf } from './columns.ts'
import { createFifo } from './fifo.ts'
import { createFillReader } from './fills.ts'
import type { Kind } from './kind.ts'
import type { Source, TrackRecord } from './record.ts'
import { createSeriesReader, doubtKind, tellKind } from './series.ts'
import { createTradeCollector } from './trade-log.ts'
import { createTradeReader } from './trades.ts'

export type ReadOptions = {
  /** `null` = told by the columns, and where they do not say by the values. */
  kind: Kind | null
  /** What a series counts as that could be returns as well as equity; without it that is an error. */
  fallback?: 'returns' | 'equity'
  /** Called after each row with the rows so far. */
  onRow?: (rows: number) => void
}

/** One kind's way to take rows, and what they make. */
export type Taker = {
  row: (cells: readonly Cell[], place: Place) => void
  end: (source: Source) => TrackRecord
}

/** What all takers share while one file is read. */
export type Context = { options: ReadOptions; doubts: Doubts; notes: string[]; isSorting: boolean }

const seriesTaker = ({ columns }: Extract<Columns, { kind: 'series' }>, context: Context): Taker => {
  const { doubts, notes, options } = context
  const reader = createSeriesReader(columns, doubts)
  const kindOf = (): 'returns' | 'equity' => {
    if (options.kind === 'returns' || options.kind === 'equity') return options.kind
    if (columns.kind !== null) {
      notes.push(`taken as ${columns.kind}, because of column ${columns.value.name}`)
      return columns.kind
    }
    const told = tellKind(reader.extent(), options.fallback)
    const { kind } = told
    if (kind === null) {
      throw new DataError(
        `returns or equity? ${told.because}; say --kind returns or --kind equity`,
        null,
        columns.value.name,
      )
    }
    notes.push(`taken as ${kind}, because ${told.because}`)
    return kind
  }
  return {
    row: reader.row,
    end(source) {
      const kind = kindOf()
      if (columns.kind !== null && columns.kind !== kind) {
        doubts.add(
          `holds ${columns.kind} by its name, but is taken as ${kind}, as --kind says`,
          null,
          columns.value.name,
        )
      }
      doubtKind(kind, reader.extent(), doubts)
      const { times } = reader.series
      const span = { fromMs: times[0] ?? null, toMs: times.at(-1) ?? null }
      return { ...source, ...span, kind, series: reader.series, column: columns.value.name }
    },
  }
}

const tradesTaker = ({ columns }: Extract<Columns, { kind: 'trades' }>, { doubts, notes, options }: Context): Taker => {
  const trades = createTradeCollector()
  const reader = createTradeReader(columns, trades, doubts)
  return {
    row: reader.row,
    end(source) {
      if (options.kind === null) notes.push(`taken as trades, because of column ${columns.exitTime.name}`)
      const openTrades = reader.openTrades()
      if (openTrades > 0)
        notes.push(`${openTrades} open trade${openTrades === 1 ? ' is' : 's are'} left out: no exit yet`)
      const log = trades.log()
      const span = { fromMs: log.exits[0] ?? null, toMs: log.exits.at(-1) ?? null }
      return { ...source, ...span, kind: 'trades', log, openTrades, holdings: null }
    },
  }
}

const fillsTaker = ({ columns }: Extract<Columns, { kind: 'fills' }>, context: Context): Taker => {
  const { doubts, notes, options, isSorting } = context
  const trades = createTradeCollector()
  const fifo = createFifo(trades.add)
  const reader = createFillReader(columns, fifo, doubts, isSorting)
  return {
    row: reader.row,
    end(source) {
      reader.end()
      if (options.kind === null)
        notes.push(`taken as fills, because of columns ${columns.quantity.name} and ${columns.price.name}`)
      const positions = fifo.openPositions()
      if (positions.length > 0) {
        notes.push(
          `open at the end, and in no figure of closed trades: ${positions.map(({ symbol }) => symbol).join(', ')}`,
        )
      }
      const unrealized = positions.reduce((sum, position) => sum + position.unrealized, 0n)
      const holdings = { cash: fifo.cash(), inventory: fifo.inventory(), unrealized, positions }
      return { ...source, ...reader.span(), kind: 'fills', log: trades.log(), openTrades: 0, holdings }
    },
  }
}

/** The way to take rows under this header. */
export const takerOf = (header: Header, context: Context): Taker => {
  const columns = columnsOf(header, context.options.kind)
  switch (columns.kind) {
    case 'series':
      return seriesTaker(columns, context)
    case 'trades':
      return tradesTaker(columns, context)
    case 'fills':
      return fillsTaker(columns, context)
  }
}

/** What a file without any column is: no rows of the kind that was asked for, or of returns. */
export const emptyTaker = (context: Context): Taker => {
  const { kind } = context.options
  context.doubts.add('the file holds no rows')
  const names: Record<Kind, readonly string[]> = {
    returns: ['time', 'value'],
    equity: ['time', 'value'],
    trades: ['exit_time', 'net_pnl'],
    fills: ['time', 'symbol', 'side', 'quantity', 'price', 'fee'],
  }
  return takerOf(createHeader(names[kind ?? 'returns']), context)
}
