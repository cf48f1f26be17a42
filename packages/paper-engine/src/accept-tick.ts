/** How far a tick's own time may lie ahead of its receive time. */
export const AHEAD_MAX_MS = 60_000

/** What was found last: up to `time`, nothing is ahead of what is received at `receivedAtMs` or later. */
let inTime = { time: '', receivedAtMs: Number.POSITIVE_INFINITY }

/** Compares texts; the clock is spelled out once a minute, not for each of the ticks in it. */
const isAhead = (time: string, receivedAtMs: number): boolean => {
  if (receivedAtMs >= inTime.receivedAtMs && time <= inTime.time) return false
  inTime = { time: new Date(receivedAtMs + AHEAD_MAX_MS).toISOString(), receivedAtMs }
  return time > inTime.time
}

/** Whether a readable price counts. */
export type Acceptance = 'accepted' | 'OUT_OF_ORDER' | 'AHEAD_OF_TIME'

/**
 * The one rule by which all services accept prices: a fold whose whole memory is the time of the instrument's last
 * accepted price (`null` before the first). Equal times are in order. `receivedAtMs` is `null` for replays, whose
 * payload times have nothing to do with the clock on the wall. A candle counts by its close time.
 */
export const acceptTick = (
  lastTime: string | null,
  price: { time: string },
  receivedAtMs: number | null,
): Acceptance => {
  if (lastTime !== null && price.time < lastTime) return 'OUT_OF_ORDER'
  if (receivedAtMs !== null && isAhead(price.time, receivedAtMs)) return 'AHEAD_OF_TIME'
  return 'accepted'
}
