/** One field at fault: an RFC 6901 pointer into the body, or `/name` of a query parameter. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly message: string }

type ProblemFields = {
  code: string
  status: number
  title: string
  detail: string
  errors: readonly FieldError[]
  requestId: string | null
  retryAfter: number | null
}

/**
 * An answer that says no, as RFC 9457 puts it. `code` is one of the list in the API reference, `errors` names each field
 * at fault, `requestId` is what the operator's log knows the request by, `retryAfter` is in seconds.
 */
export class PapertapeProblem extends Error {
  override readonly name = 'PapertapeProblem'
  readonly code: string
  readonly status: number
  readonly title: string
  readonly errors: readonly FieldError[]
  readonly requestId: string | null
  readonly retryAfter: number | null

  constructor(fields: ProblemFields) {
    super(`${fields.status} ${fields.code}: ${fields.detail}`)
    this.code = fields.code
    this.status = fields.status
    this.title = fields.title
    this.errors = fields.errors
    this.requestId = fields.requestId
    this.retryAfter = fields.retryAfter
  }
}

/**
 * No answer came: the gateway was not reached, the connection broke, or `timeout` passed. What was asked for may have
 * happened all the same.
 */
export class PapertapeUnreachable extends Error {
  override readonly name = 'PapertapeUnreachable'
  readonly code: 'timeout' | 'network'

  constructor(code: 'timeout' | 'network', message: string, cause: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Seconds that a Retry-After header asks for: a number of them, or a date. */
export const retryAfterOf = (header: string | null, nowMs: number): number | null => {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, (atMs - nowMs) / 1000)
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

const isFieldError = (value: unknown): value is FieldError =>
  typeof value === 'object' && value !== null && 'pointer' in value && 'message' in value

/** The problem that an answer tells. What stands in between may answer with anything, so nothing is taken for granted. */
export const problemOf = (response: Response, body: unknown, nowMs = Date.now()): PapertapeProblem => {
  const told: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  const title = textOr(told['title'], response.statusText === '' ? `HTTP ${response.status}` : response.statusText)
  const errors: unknown = told['errors']
  return new PapertapeProblem({
    code: textOr(told['code'], `http-${response.status}`),
    status: response.status,
    title,
    detail: textOr(told['detail'], title),
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
    requestId: typeof told['request_id'] === 'string' ? told['request_id'] : response.headers.get('x-request-id'),
    retryAfter: retryAfterOf(response.headers.get('retry-after'), nowMs),
  })
}
