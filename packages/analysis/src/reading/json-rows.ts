import type { Cell } from './cell.ts'
import { DataError, type Place } from './data-error.ts'
import { ROW_LENGTH_MAX, type RowSink } from './row-sink.ts'

/** A document is held in memory whole; what is larger comes as one value a line, or as CSV. */
const DOCUMENT_LENGTH_MAX = 256 * 1024 * 1024
const NAMES_FROM_ROWS = 1000

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined)

const parse = (text: string, place: Place | null): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : ''
    throw Object.assign(new DataError(`is no JSON: ${why}`, place), { cause })
  }
}

/** Gives JSON values to a sink: objects by their names, which are those of the objects known at the first, or arrays as they are. */
const toSink = (sink: RowSink, sample: readonly unknown[]) => {
  const names = [...new Set(sample.flatMap((value) => (isObject(value) ? Object.keys(value) : [])))]
  if (names.length > 0) sink.names(names)
  return (value: unknown, place: Place): boolean => {
    if (Array.isArray(value) && names.length === 0) return sink.row(value as readonly Cell[], place)
    if (isObject(value) && names.length > 0)
      return sink.row(
        names.map((name) => own(value, name)),
        place,
      )
    throw new DataError(
      names.length === 0 ? 'must be an object or [time, value]' : 'must be an object, as the first is',
      place,
    )
  }
}

/** Where rows lie in documents that people have: a backtest of freqtrade, an answer of this system's own API. */
const rowsOf = (document: unknown): readonly unknown[] => {
  if (Array.isArray(document)) return document
  if (!isObject(document)) throw new DataError('the file must hold an array of rows')
  const strategies = own(document, 'strategy')
  const inside = isObject(strategies) ? Object.values(strategies) : []
  if (inside.length > 1) {
    throw new DataError(
      `the file holds ${inside.length} strategies; give one: ${Object.keys(strategies ?? {}).join(', ')}`,
    )
  }
  const holders = [document, ...inside].filter(isObject)
  for (const name of ['trades', 'fills', 'returns', 'equity', 'data', 'items']) {
    for (const holder of holders) {
      const rows = own(holder, name)
      if (Array.isArray(rows)) return rows
    }
  }
  throw new DataError('the file holds one object without trades, fills, returns, equity or data: no rows to read')
}

/** A whole JSON document: an array of objects or of [time, value], or an object that holds one. */
export const readJsonDocument = async (texts: AsyncIterable<string>, sink: RowSink): Promise<void> => {
  const parts: string[] = []
  let length = 0
  for await (const text of texts) {
    length += text.length
    if (length > DOCUMENT_LENGTH_MAX) {
      throw new DataError('a JSON document of more than 256 MiB: give one value a line (NDJSON), or CSV')
    }
    parts.push(text)
  }
  const rows = rowsOf(parse(parts.join(''), null))
  const take = toSink(sink, rows.slice(0, NAMES_FROM_ROWS))
  let row = 0
  for (const value of rows) if (take(value, { row: row + 1, line: null })) row += 1
}

/** NDJSON: one JSON value a line. The names are those of the first. */
export const readJsonLines = async (texts: AsyncIterable<string>, sink: RowSink): Promise<void> => {
  let rest = ''
  let row = 0
  let line = 0
  let take: ReturnType<typeof toSink> | null = null
  const takeLine = (text: string): void => {
    line += 1
    if (text.trim() === '') return
    const place = { row: row + 1, line }
    const value = parse(text, place)
    take ??= toSink(sink, [value])
    if (take(value, place)) row += 1
  }
  for await (const text of texts) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > ROW_LENGTH_MAX) throw new DataError('the line is too long', { row: row + 1, line: line + 1 })
    for (const each of lines) takeLine(each)
  }
  takeLine(rest)
}

/** Whether text that begins like JSON is one value a line: its first line is a whole row, or rows follow it. */
export const isJsonLines = (text: string): boolean => {
  const end = text.indexOf('\n')
  const [first, rest] = end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)]
  let value: unknown
  try {
    value = JSON.parse(first)
  } catch {
    return false
  }
  if (rest.trim() !== '') return true
  const parts = Array.isArray(value) ? value : Object.values(value ?? {})
  return parts.length > 0 && !parts.some((part) => typeof part === 'object' && part !== null)
}
