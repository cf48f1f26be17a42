/** What decides whose turn it is, of one row that is not told yet. Times in milliseconds of one clock. */
export type Waiting = {
  notification_id: string
  alarm_id: string
  attempts: number
  /** `null`: nobody is sending it. */
  lease_until: number | null
  next_attempt_at: number
}

/** Who has failed this often steps aside for other alarms of the channel. */
const ATTEMPTS_IN_FRONT = 2

/**
 * Whose turn it is in one channel's line, oldest first; `null` while it is nobody's. Until it has been tried twice a
 * notification keeps all behind it waiting, so that a hiccup of the receiver does not change the order. After that, which
 * may be for days, only later transitions of the same alarm wait: those are never told before it. One at a time.
 */
export const nextInLine = (line: readonly Waiting[], now: number): Waiting | null => {
  if (line.some(({ lease_until }) => lease_until !== null && lease_until > now)) return null
  const held = new Set<string>()
  for (const waiting of line) {
    if (held.has(waiting.alarm_id)) continue
    // One whose sender died is due: it may have been told, and is recognised by its id when it was.
    if (waiting.lease_until !== null || waiting.next_attempt_at <= now) return waiting
    if (waiting.attempts < ATTEMPTS_IN_FRONT) return null
    held.add(waiting.alarm_id)
  }
  return null
}
