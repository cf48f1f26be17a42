import type { Cell } from '../reading/cell.ts'
import { DataError, type Place } from '../reading/data-error.ts'
import { createDoubts } from '../reading/doubts.ts'
import { createHeader, type Header } from '../reading/header.ts'
import { readRows } from '../reading/read-rows.ts'
import type { RowSink } from '../reading/row-sink.ts'
import { looksLikeTime } from '../reading/time.ts'
import { unnamedColumns } from './columns.ts'
import { UnsortedFills } from './fills.ts'
import type { TrackRecord } from './record.ts'
import { type Context, emptyTaker, type ReadOptions, type Taker, takerOf } from './takers.ts'

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
  const delimiter = await readRows(chunks, sink)
  if (delimiter !== null && delimiter !== ',') {
    notes.push(`columns are separated by ${delimiter === ';' ? 'semicolons' : 'tabs'}`)
  }
  const made = taker ?? emptyTaker(context)
  const record = made.end({ rows, fromMs: null, toMs: null, notes: [], warnings: [] })
  return { ...record, notes: [...notes], warnings: doubts.all() }
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
