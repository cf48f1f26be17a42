/**
 * How a client keeps up. Bytes alone do not tell: the two kernels between take megabytes from us before a client that reads
 * nothing shows here, so what counts most is the time since it answered.
 */
export type Pressure = {
  /** Since when something waits that the socket does not take; `null` = it takes. */
  stalledSinceMs: number | null
  /** When the ping was sent that is not answered yet; `null` = all are. */
  pingSentAtMs: number | null
  /** Bytes handed to the socket that the kernel has not taken. */
  bufferedBytes: number
}

/** `lagging`: state is held back and merged. `slow`: the connection is ended. */
export type Pace = { verdict: 'fine' | 'lagging' | 'slow'; behindMs: number }

const LAGGING_MS = 5000
const SLOW_MS = 15_000
const LAGGING_BYTES = 1024 * 1024
const SLOW_BYTES = 4 * 1024 * 1024

const age = (sinceMs: number | null, nowMs: number): number => (sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs))

/** Judges a client. */
export const paceOf = ({ stalledSinceMs, pingSentAtMs, bufferedBytes }: Pressure, nowMs: number): Pace => {
  const behindMs = Math.max(age(stalledSinceMs, nowMs), age(pingSentAtMs, nowMs))
  if (behindMs > SLOW_MS || bufferedBytes > SLOW_BYTES) return { verdict: 'slow', behindMs }
  if (behindMs > LAGGING_MS || bufferedBytes > LAGGING_BYTES) return { verdict: 'lagging', behindMs }
  return { verdict: 'fine', behindMs }
}
