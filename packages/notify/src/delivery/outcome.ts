/** How an attempt ended. */
export type Outcome = {
  /**
   * - `delivered`: the receiver has it.
   * - `retry`: it may have it later; `retry_after_ms` when the receiver said when.
   * - `failed`: it will never take this.
   * - `gone`: it says that it takes nothing any more; the channel is to be disabled.
   */
  outcome: 'delivered' | 'retry' | 'failed' | 'gone'
  /** The receiver's status code, HTTP or SMTP, where it answered. */
  status_code: number | null
  /** What went wrong, for people; holds no secret. */
  error: string | null
  retry_after_ms: number | null
}

export const delivered = (status_code: number): Outcome => ({
  outcome: 'delivered',
  status_code,
  error: null,
  retry_after_ms: null,
})

const RETRY_AFTER_MS_MAX = 24 * 3600 * 1000

/** How long a receiver asks to wait: seconds or an HTTP date, at most a day; `null` for anything else. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | null => {
  const text = header?.trim() ?? ''
  const ms = /^\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  // A bare number that is no count of seconds would be read as a year.
  if (!Number.isFinite(ms) || /^[\d.+-]*$/.test(text) !== /^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return null
  return Math.min(Math.max(0, Math.ceil(ms)), RETRY_AFTER_MS_MAX)
}

/** What an HTTP status other than 2xx means. A redirect is a failure: nobody said where else alarms may go. */
export const outcomeOfStatus = (status: number, reason: string | null, retry_after_ms: number | null): Outcome => {
  const error = `the receiver answered ${status}${reason === null ? '' : `: ${reason}`}`
  const failing = { status_code: status, error }
  if (status === 410) return { ...failing, outcome: 'gone', retry_after_ms: null }
  if (status === 429 || status >= 500) return { ...failing, outcome: 'retry', retry_after_ms }
  return { ...failing, outcome: 'failed', retry_after_ms: null }
}

/** What an SMTP reply other than 2xx means: 4xx for now, 5xx for good. */
export const outcomeOfReply = (code: number): Outcome => ({
  outcome: code >= 500 ? 'failed' : 'retry',
  status_code: code,
  error: `the mail server answered ${code}`,
  retry_after_ms: null,
})

/** What it means that there was no answer at all. */
export const outcomeOfFault = (error: unknown): Outcome => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const name = error instanceof Error ? error.name : ''
  const failing = { status_code: null, retry_after_ms: null }
  if (code === 'PRIVATE_ADDRESS') {
    return { ...failing, outcome: 'failed', error: 'the host is, or resolves to, a private address' }
  }
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return { ...failing, outcome: 'retry', error: 'no answer within the time limit' }
  }
  // The message itself stays out: it may quote what was sent, or where to.
  return {
    ...failing,
    outcome: 'retry',
    error: `the receiver was not reached: ${/^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'broken connection'}`,
  }
}
