import { channelOf, deliver } from '@papertape/notify'
import type { Claimed } from './claim.ts'
import type { Attempt } from './record.ts'

/** Ends an attempt that is under way; `stopping` is why. */
export type AttemptOptions = { allowPrivate: boolean; signal: AbortSignal; timeoutMs?: number }

/** Sends what was claimed, once. Never rejects: whatever happens is something to write down. */
export const attemptOf = async (claimed: Claimed, options: AttemptOptions): Promise<Attempt> => {
  const began = performance.now()
  const durationMs = () => Math.round(performance.now() - began)
  const { notification_id: notificationId, notice, channel } = claimed
  const none = { status_code: null, retry_after_ms: null }
  try {
    const outcome = await deliver(channelOf(channel), notice, { notificationId, ...options })
    return { ...outcome, durationMs: durationMs() }
  } catch {
    // The reason of the signal, or a configuration of another version, whose text may hold secrets.
    return options.signal.aborted
      ? { ...none, outcome: 'interrupted', error: 'stopped before the receiver answered', durationMs: durationMs() }
      : { ...none, outcome: 'failed', error: 'the channel’s configuration cannot be used', durationMs: durationMs() }
  }
}
