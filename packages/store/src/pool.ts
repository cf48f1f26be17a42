import pg from 'pg'
import { originalText } from './storable-text.ts'

const { INT8, TEXT } = pg.types.builtins

/** Sequences and counts as `number` (both stay far below 2⁵³), texts as they were before `storableText`. */
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (oid === INT8) return Number
  if (oid === TEXT) return (value: string) => originalText(value)
  return pg.types.getTypeParser(oid, format)
}

/** A pool whose broken idle connections are dropped quietly: whoever asks next gets a new one, or the error. */
export const createPool = (options: { url: string; name: string; max: number }): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name,
    max: options.max,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: typeParser },
  })
  pool.on('error', () => {
    // The pool has removed the connection already; the next query reports what is wrong, to someone who can act.
  })
  return pool
}
