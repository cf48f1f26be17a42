import pg from 'pg'
import { originalText } from './storable-text.ts'

const { INT8, TEXT } = pg.types.builtins

/** Sequences and counts as `number` (both stay far below 2⁵³), texts as they were before `storableText`. */
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (oid === INT8) return Number
  if (oid === TEXT) return (value: string) => originalText(value)
  return pg.types.getTypeParser(oid, format)
}

/**
 * A pool whose broken connections are dropped quietly: who is using one gets the error from its query, who asks next gets
 * a new one. Without listeners the error of a connection, idle or in use, would end the process.
 */
export const createPool = (options: { url: string; name: string; max: number }): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name,
    max: options.max,
    connectionTimeoutMillis: 5000,
    types: { getTypeParser: typeParser },
  })
  const reportedByQueries = () => undefined
  pool.on('error', reportedByQueries)
  pool.on('connect', (client) => client.on('error', reportedByQueries))
  return pool
}
