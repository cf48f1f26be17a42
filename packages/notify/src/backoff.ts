/**
 * The schedule of Standard Webhooks: how long after each failed attempt the next one comes. Ten attempts over three days.
 */
const DELAYS_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const

/** After this many attempts nobody tries again by himself. */
export const ATTEMPTS_MAX = DELAYS_SECONDS.length + 1

/** By up to this part of the delay an attempt comes later, so that many do not come at once. */
const JITTER = 0.1

/**
 * How long to wait after `attempts` failed ones; `null` when that were enough. What the receiver asked for counts when it
 * said so. `random` is at least 0 and below 1.
 */
export const backoffMs = (attempts: number, retryAfterMs: number | null, random: number): number | null => {
  const delay = DELAYS_SECONDS[attempts - 1]
  if (delay === undefined) return null
  if (retryAfterMs !== null) return retryAfterMs + random * 1000
  return delay * 1000 * (1 + random * JITTER)
}
