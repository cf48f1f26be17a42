/** What became of one request: whether it passes, how many more would, and when the window ends. */
export type Allowance = { admitted: boolean; remaining: number; resetSeconds: number }

/** Counts requests by who asks. */
export type RateLimiter = {
  /** Counts one request. */
  take: (key: string) => Allowance
  /** Takes back what was counted for a request that belongs to another limit. */
  giveBack: (key: string) => void
}

export const WINDOW_SECONDS = 60
const WINDOW_MS = WINDOW_SECONDS * 1000
/** As many askers are remembered; with more, the one whose window began first is forgotten, which only lets more pass. */
const KEYS_MAX = 50_000

/**
 * Lets each key ask `quota` times in a window of a minute, which begins with its first request. `nowMs` is a clock that
 * never goes back.
 */
export const createRateLimiter = (quota: number, nowMs: () => number, keysMax = KEYS_MAX): RateLimiter => {
  /** In the order in which windows began. */
  const windows = new Map<string, { endsMs: number; used: number }>()

  const begin = (key: string, now: number): { endsMs: number; used: number } => {
    windows.delete(key)
    for (const [oldest, { endsMs }] of windows) {
      if (endsMs > now && windows.size < keysMax) break
      windows.delete(oldest)
    }
    const begun = { endsMs: now + WINDOW_MS, used: 0 }
    windows.set(key, begun)
    return begun
  }

  return {
    take: (key) => {
      const now = nowMs()
      const known = windows.get(key)
      const window = known === undefined || known.endsMs <= now ? begin(key, now) : known
      const admitted = window.used < quota
      if (admitted) window.used += 1
      return {
        admitted,
        remaining: quota - window.used,
        // A clock with fractions may make a window a hair longer than it is.
        resetSeconds: Math.min(WINDOW_MS / 1000, Math.ceil((window.endsMs - now) / 1000)),
      }
    },
    giveBack: (key) => {
      const window = windows.get(key)
      if (window !== undefined && window.used > 0) window.used -= 1
    },
  }
}
