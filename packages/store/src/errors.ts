/** PostgreSQL is away or has ended the session: whatever was being done may be done again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
  readonly transient = true
}

/**
 * The projection was made for another version, from another ledger, or from more of it than there is. Nothing may be
 * read from it or written to it; the message names what heals it.
 */
export class ProjectionMismatch extends Error {
  override name = 'ProjectionMismatch'
  constructor(what: string) {
    super(`${what}; run ./papertape rebuild`)
  }
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])
/** Classes 08 (connection) and 57P (shut down, crashed, starting), 40 (serialisation, deadlock), 53 (resources), 55P03. */
const TRANSIENT_STATES = /^(08|40|53|57P|55P03)/
/** What `pg` says without a code when the socket is gone. */
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/** Whether the same call may succeed later: PostgreSQL away, restarting, out of connections, or a lost race. */
export const isTransientPostgresError = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.every(isTransientPostgresError)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return NETWORK_CODES.has(code) || TRANSIENT_STATES.test(code) || CONNECTION_LOST.test(error.message)
}

/** The error as callers sort it: {@link StoreUnavailable} where trying again is right, else itself. */
export const storeError = (error: unknown): unknown =>
  isTransientPostgresError(error) && error instanceof Error
    ? new StoreUnavailable(`PostgreSQL is not available: ${error.message || error.name}`, { cause: error })
    : error
