import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { DataError, type Place } from './data-error.ts'
import { ROW_LENGTH_MAX, type RowSink } from './row-sink.ts'

const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The separator of a table: the one that stands most often in its first line that is not empty. */
export const delimiterOf = (text: string): Delimiter => {
  const line = /[^\r\n]+/.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: Delimiter) => line.split(delimiter).length
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best))
}

/** The text with a watch on it: rows must come out of what goes in, or a quote was never closed. */
async function* watched(texts: AsyncIterable<string>, readTo: () => number, here: () => Place): AsyncGenerator<string> {
  let given = 0
  for await (const text of texts) {
    if (given - readTo() > ROW_LENGTH_MAX) {
      throw new DataError(`the row is longer than ${ROW_LENGTH_MAX} characters: is a quote not closed?`, here())
    }
    given += text.length
    yield text
  }
}

/**
 * The rows of RFC 4180 text: quoted cells, CRLF or LF. Empty lines are passed over.
 * @throws DataError for a quote that is not closed or not doubled, naming the row.
 */
export const readCsvRows = async (texts: AsyncIterable<string>, delimiter: Delimiter, sink: RowSink): Promise<void> => {
  let row = 0
  let line = 0
  let readTo = 0
  const here = (): Place => ({ row: row + 1, line: line + 1 })

  const take = (rows: readonly string[][], errors: readonly Papa.ParseError[]): void => {
    const [error] = errors
    const faultAt = error?.row ?? (error === undefined ? -1 : rows.length - 1)
    for (const [index, cells] of rows.entries()) {
      line += 1
      if (cells.length === 1 && cells[0]?.trim() === '') continue
      const place = { row: row + 1, line }
      if (index === faultAt) throw new DataError(error?.message ?? 'a quote is wrong', place)
      if (sink.row(cells, place)) row += 1
      for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1
    }
  }
  const stream = Readable.from(watched(texts, () => readTo, here))
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(stream, {
      delimiter,
      chunk({ data, errors, meta }, parser) {
        try {
          take(data, errors)
          readTo = meta.cursor
        } catch (error) {
          // First of all: Papa calls `complete` when it is told to stop.
          reject(error)
          parser.abort()
          stream.destroy()
        }
      },
      complete: () => resolve(),
      error: reject,
    })
  })
}
