import { type Delimiter, delimiterOf, readCsvRows } from './csv-rows.ts'
import type { Place } from './data-error.ts'
import { isJsonLines, readJsonDocument, readJsonLines } from './json-rows.ts'
import { readText } from './read-text.ts'
import type { RowSink } from './row-sink.ts'

async function* chain(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

const BEGINNING_LENGTH_MAX = 65_536

/** The text until it has something to see, or all of it; the first line may say what follows, so it is read to its end. */
const beginningOf = async (texts: AsyncGenerator<string>): Promise<string> => {
  let text = ''
  const isLine = () => /[\r\n]/.test(text.trimStart())
  while (text.length < BEGINNING_LENGTH_MAX && !isLine()) {
    const next = await texts.next()
    if (next.done === true) break
    text += next.value
  }
  return text
}

/**
 * Reads a table in CSV (comma, semicolon or tab) or JSON, told apart by its first character, and gives its rows to a sink.
 * CSV and NDJSON are never in memory as a whole. Fulfilled with the separator of CSV, else `null`.
 */
export const readRows = async (chunks: AsyncIterable<Uint8Array>, sink: RowSink): Promise<Delimiter | null> => {
  let place: Place = { row: 0, line: null }
  const counted: RowSink = {
    names: sink.names,
    row(cells, at) {
      place = at
      return sink.row(cells, at)
    },
  }
  const texts = readText(chunks, () => ({ row: place.row + 1, line: place.line === null ? null : place.line + 1 }))
  const beginning = await beginningOf(texts)
  const start = beginning.trimStart()
  const all = () => chain(beginning, texts)
  if (start === '') return null
  if (start.startsWith('[') || start.startsWith('{')) {
    const isLines = isJsonLines(start)
    await (isLines ? readJsonLines : readJsonDocument)(all(), counted)
    return null
  }
  const delimiter = delimiterOf(beginning)
  await readCsvRows(all(), delimiter, counted)
  return delimiter
}
