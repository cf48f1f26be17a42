/**
 * The schedule of Standard Webhooks: how long after each failed attempt the next one comes. Ten attempts over three days.
 */
const DELAYS_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const

/** After this many attempts nobody tries again by himself. */
export const ATTEMPTS_MAX = DELAYS_SECONDS.length + 1

/** How long the schedule goes on. */
const SCHEDULE_MS = 1000 * DELAYS_SECONDS.reduce((sum, seconds) => sum + seconds, 0)

/** By up to this part of the delay an attempt comes later, so that many do not come at once. */
const JITTER = 0.1

/** However often a receiver names a short time: so long at least, when it has been named twice before. */
const ASKED_FLOOR_SECONDS = 300

/**
 * How long to wait after `attempts` failed ones; `null` when they were enough. `random` is at least 0 and below 1.
 *
 * A receiver that names a time (`retryAfterMs`) is alive, so its time counts instead of the schedule's and it is not given
 * up for the number of attempts while `ageMs`, since there was something to tell, is within the schedule.
 */
export const backoffMs = (
  attempts: number,
  retryAfterMs: number | null,
  random: number,
  ageMs: number,
): number | null => {
  const delay = DELAYS_SECONDS[attempts - 1]
  if (retryAfterMs === null) return delay === undefined ? null : delay * 1000 * (1 + random * JITTER)
  if (delay === undefined && ageMs > SCHEDULE_MS) return null
  const before = attempts < 2 ? 0 : (DELAYS_SECONDS[attempts - 2] ?? ASKED_FLOOR_SECONDS)
  return Math.max(retryAfterMs, 1000 * Math.min(before, ASKED_FLOOR_SECONDS)) + random * 1000
}
