import type { Cell } from '../reading/cell.ts'
import { DataError, type Place } from '../reading/data-error.ts'
import { createDoubts, type Doubts } from '../reading/doubts.ts'
import { createHeader, type Header } from '../reading/header.ts'
import { type Format, readRows } from '../reading/read-rows.ts'
import type { RowSink } from '../reading/row-sink.ts'
import { looksLikeTime } from '../reading/time.ts'
import { type Columns, columnsOf, unnamedColumns } from './columns.ts'
import { createFifo } from './fifo.ts'
import { createFillReader, UnsortedFills } from './fills.ts'
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
type Taker = {
  row: (cells: readonly Cell[], place: Place) => void
  end: (source: Source) => TrackRecord
}

type Context = { options: ReadOptions; doubts: Doubts; notes: string[]; isSorting: boolean }

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

const takerOf = (header: Header, context: Context): Taker => {
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

/** Rows of a width that is not the header's are broken: a comma inside a number, most often. */
const checkWidth = (cells: readonly Cell[], { names }: Header, place: Place): void => {
  if (cells.length === names.length) return
  if (cells.length < names.length) {
    throw new DataError('is missing: the row is shorter than the header', place, names[cells.length] ?? null)
  }
  if (cells.slice(names.length).every((cell) => cell === '')) return
  throw new DataError(`the row has ${cells.length} cells, but the header ${names.length}`, place)
}

const read = async (chunks: AsyncIterable<Uint8Array>, context: Context): Promise<TrackRecord> => {
  const { options, doubts, notes } = context
  let header: Header | null = null
  let taker: Taker | null = null
  let rows = 0
  const start = (names: readonly Cell[]): Taker => {
    header = createHeader(names)
    return takerOf(header, context)
  }
  const sink: RowSink = {
    names(names) {
      taker = start(names)
    },
    row(cells, place) {
      if (taker === null || header === null) {
        const isHeader = !looksLikeTime(cells[0])
        taker = start(isHeader ? cells : unnamedColumns(cells.length, options.kind))
        if (isHeader) return false
        notes.push('there is no header; columns are taken in the order of the contract')
      }
      if (header !== null) checkWidth(cells, header, place)
      taker.row(cells, place)
      rows += 1
      options.onRow?.(rows)
      return true
    },
  }
  const { format, delimiter } = await readRows(chunks, sink)
  if (delimiter !== null && delimiter !== ',') {
    notes.push(`columns are separated by ${delimiter === ';' ? 'semicolons' : 'tabs'}`)
  }
  const made = taker ?? emptyTaker(format, context)
  const record = made.end({ rows, fromMs: null, toMs: null, notes: [], warnings: [] })
  return { ...record, notes: [...notes], warnings: doubts.all() }
}

/** What a file without any column is: no rows of the kind that was asked for, or of returns. */
const emptyTaker = (format: Format, context: Context): Taker => {
  const { kind } = context.options
  context.doubts.add(format === 'empty' ? 'the file is empty' : 'the file holds no rows')
  const names: Record<Kind, readonly string[]> = {
    returns: ['time', 'value'],
    equity: ['time', 'value'],
    trades: ['exit_time', 'net_pnl'],
    fills: ['time', 'symbol', 'side', 'quantity', 'price', 'fee'],
  }
  return takerOf(createHeader(names[kind ?? 'returns']), context)
}

/**
 * Reads a track record. `open` gives the file's bytes from their start; it is called once, and once more where fills turn
 * out not to be in order of time.
 * @throws DataError naming row and column for what cannot be read.
 */
export const readRecord = async (open: () => AsyncIterable<Uint8Array>, options: ReadOptions): Promise<TrackRecord> => {
  const context = (isSorting: boolean): Context => ({ options, doubts: createDoubts(), notes: [], isSorting })
  try {
    return await read(open(), context(false))
  } catch (error) {
    if (!(error instanceof UnsortedFills)) throw error
    return await read(open(), context(true))
  }
}
