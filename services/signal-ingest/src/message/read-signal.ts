import { type RawInput, rawInputOf } from './raw-input.ts'
import type { JsonObject } from './recordable.ts'
import { type Fault, readFields, type SignalFields, usableSignalId } from './signal-fields.ts'

/** What a message turned out to be. `object` is as received; it is redacted when it is recorded. */
export type Reading =
  | { kind: 'signal'; fields: SignalFields; object: JsonObject }
  | { kind: 'malformed'; fault: Fault; signal_id: string | null; object: JsonObject | null; raw: RawInput | null }

/** A signal is a JSON object of at most this many bytes. */
export const SIGNAL_BYTES_MAX = 64 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })

const unreadable = (data: Uint8Array, detail: string): Reading => ({
  kind: 'malformed',
  fault: { field: null, detail },
  signal_id: null,
  object: null,
  raw: rawInputOf(data),
})

const textOf = (data: Uint8Array): string | null => {
  try {
    return utf8.decode(data)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const jsonOf = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one message of SIGNALS. Never throws on input; the first thing that makes it MALFORMED is the `fault`. */
export const readSignal = (data: Uint8Array): Reading => {
  if (data.length > SIGNAL_BYTES_MAX) return unreadable(data, `a signal has at most ${SIGNAL_BYTES_MAX} bytes`)
  const text = textOf(data)
  if (text === null) return unreadable(data, 'a signal is UTF-8')
  const json = jsonOf(text)
  if (json === null) return unreadable(data, 'a signal is JSON')
  const object = json.value
  if (!isObject(object)) return unreadable(data, 'a signal is a JSON object')
  const read = readFields(object)
  if ('fields' in read) return { kind: 'signal', fields: read.fields, object }
  return { kind: 'malformed', fault: read.fault, signal_id: usableSignalId(object), object, raw: null }
}
