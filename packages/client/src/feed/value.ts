import type { Row } from './frames.ts'

/** A state: one object, or the rows of a list by their key. Never changed: whoever holds one may keep it. */
export type Value = { shape: 'object'; object: Row } | { shape: 'rows'; rows: ReadonlyMap<string, Row> }

/** Freezes what came from JSON, all the way down; what is frozen already is not walked again. */
export const frozen = <Json>(json: Json): Json => {
  if (typeof json !== 'object' || json === null || Object.isFrozen(json)) return json
  for (const part of Object.values(json)) frozen(part)
  return Object.freeze(json)
}

/** Rows of `positions` are trades. */
const keyOf = (row: Row): string => String(row['trade_id'])

/** The value that a whole snapshot means: rows come as an array. */
export const valueOf = (data: Row | readonly Row[]): Value =>
  Array.isArray(data)
    ? { shape: 'rows', rows: new Map(data.map((row: Row) => [keyOf(row), frozen(row)])) }
    : { shape: 'object', object: frozen({ ...data }) as Row }

/** The value behind a delta: `up` are whole rows, or one object with the fields that changed; `del` are keys that are gone. */
export const applied = (value: Value, up: readonly Row[], del: readonly string[]): Value => {
  if (value.shape === 'rows') {
    const rows = new Map(value.rows)
    for (const key of del) rows.delete(key)
    for (const row of up) rows.set(keyOf(row), frozen(row))
    return { shape: 'rows', rows }
  }
  const gone = new Set(del)
  const kept = Object.entries(value.object).filter(([field]) => !gone.has(field))
  // Object.fromEntries defines fields, so that a field named __proto__ stays one.
  return { shape: 'object', object: frozen(Object.fromEntries([...kept, ...up.flatMap((row) => Object.entries(row))])) }
}

const timeOf = ({ entry_time: time }: Row): string => (typeof time === 'string' ? time : '')

const byNewest = (a: Row, b: Row): number => {
  const [timeA, timeB] = [timeOf(a), timeOf(b)]
  if (timeA !== timeB) return timeA < timeB ? 1 : -1
  return Number(b['accepted_seq'] ?? 0) - Number(a['accepted_seq'] ?? 0)
}

/** What handlers are given: the object, or the rows newest first, as REST lists them. */
export const shown = (value: Value): Row | readonly Row[] =>
  value.shape === 'object' ? value.object : Object.freeze([...value.rows.values()].toSorted(byNewest))
