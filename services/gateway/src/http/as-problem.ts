import { Problem } from './problem.ts'

const byFrameworkCode: Record<string, () => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Problem('body-too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Problem('unsupported-media-type', undefined, { headers: { accept: 'application/json' } }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('malformed-request', 'Content-Length is not the body’s length.'),
  FST_ERR_BAD_URL: () => new Problem('malformed-request', 'The path has a broken percent-encoding.'),
  FST_ERR_MAX_PARAM_LENGTH: () => new Problem('uri-too-long'),
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Errors that say of themselves that the same may work later: a server was away, a time limit passed. */
const isTransient = (error: unknown): boolean =>
  error instanceof Error &&
  (('transient' in error && error.transient === true) ||
    /^(?:ECONN|EPIPE|ETIMEDOUT|08|53|57P)/.test(codeOf(error)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message))

/** The problem that any thrown thing is to the caller. What is not understood is `internal` and keeps its cause. */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  const known = byFrameworkCode[codeOf(error)]
  if (known !== undefined) return known()
  if (isTransient(error)) {
    return new Problem('dependency-unavailable', undefined, { cause: error, headers: { 'retry-after': '2' } })
  }
  return new Problem('internal', undefined, { cause: error })
}
