import { setTimeout as delay } from 'node:timers/promises'
import { type Logger, retry } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import { attemptOf } from './attempt.ts'
import { type Claimed, claimNext } from './claim.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import type { NotifyMetrics } from './notify-metrics.ts'
import { recordAttempt } from './record.ts'
import { readOutbox } from './waiting-channels.ts'

export type SendWorker = {
  /** Sends what is due until the signal aborts, and what is under way then, if it ends soon. Never rejects. */
  run(signal: AbortSignal): Promise<void>
  /** Something may be due. */
  nudge(): void
}

type Options = {
  store: Store
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  metrics: NotifyMetrics
  allowPrivate: boolean
  /** How long a claim holds when nothing more is heard of its sender; longer than an attempt and its record. */
  leaseMs?: number
  /** How long attempts under way may take after the signal. */
  graceMs?: number
}

const POLL_MS = 1000
const AFTER_ERROR_MS = 5000
const LEASE_MS = 30_000
const GRACE_MS = 2500
const FORGET_EVERY_MS = 3_600_000
/** Writing down what a receiver has taken is worth some time after the signal. */
const RECORD_MS_MAX = 1500

/**
 * One line per channel, all at the same time: however long one receiver takes, no other one waits for it. An attempt is
 * claimed, made and written down in three steps; a crash between them costs one repetition under the same id.
 */
export const createSendWorker = (options: Options): SendWorker => {
  const { store, log, metrics, allowPrivate, leaseMs = LEASE_MS, graceMs = GRACE_MS } = options
  const busy = new Map<string, Promise<void>>()
  let nudged = Promise.withResolvers<void>()

  const tell = async (claimed: Claimed, ending: AbortSignal, recording: AbortSignal): Promise<void> => {
    const { notification_id, attempt, channel } = claimed
    const made = await attemptOf(claimed, { allowPrivate, signal: ending })
    const { outcome, status_code, error } = made
    metrics.attempts.inc({ kind: channel.kind, outcome })
    metrics.seconds.observe({ kind: channel.kind }, made.durationMs / 1000)
    await retry(() => recordAttempt(store, claimed, made), { signal: recording, log, what: 'record an attempt' })
    const fields = { notification_id, channel_id: channel.channel_id, kind: channel.kind, attempt, status_code }
    if (outcome === 'delivered') log.info(fields, 'notification delivered')
    else log.warn({ ...fields, outcome, reason: error }, 'notification not delivered')
  }

  const drain = async (channelId: string, signal: AbortSignal, ending: AbortSignal, recording: AbortSignal) => {
    while (!signal.aborted) {
      const claimed = await claimNext(store, channelId, leaseMs)
      if (claimed === null) return
      await tell(claimed, ending, recording)
    }
  }

  /** Begins to send in every line where something is due and nobody sends yet. */
  const look = async (signal: AbortSignal, ending: AbortSignal, recording: AbortSignal): Promise<void> => {
    const { pending, oldestSeconds, due } = await readOutbox(store)
    metrics.pending.set(pending)
    metrics.oldest.set(oldestSeconds)
    for (const channelId of due) {
      if (busy.has(channelId)) continue
      const line = drain(channelId, signal, ending, recording)
        .catch((error: unknown) => log.error({ channel_id: channelId, error }, 'a channel’s line stopped, will retry'))
        .finally(() => busy.delete(channelId))
      busy.set(channelId, line)
    }
  }

  return {
    nudge: () => nudged.resolve(),
    async run(signal) {
      const ending = new AbortController()
      const recording = new AbortController()
      signal.addEventListener('abort', () => nudged.resolve(), { once: true })
      let forgetAtMs = performance.now()
      while (!signal.aborted) {
        let pauseMs = POLL_MS
        nudged = Promise.withResolvers<void>()
        try {
          await look(signal, ending.signal, recording.signal)
          if (performance.now() >= forgetAtMs) {
            await forgetDeliveries(store)
            forgetAtMs = performance.now() + FORGET_EVERY_MS
          }
        } catch (error) {
          log.warn({ error }, 'the outbox was not looked after, will retry')
          pauseMs = AFTER_ERROR_MS
        }
        if (!signal.aborted) await Promise.race([delay(pauseMs), nudged.promise])
      }
      await endInOrder([...busy.values()], ending, recording, graceMs)
      // Whoever works next shows how things stand.
      metrics.pending.set(0)
      metrics.oldest.set(0)
    },
  }
}

const endInOrder = async (
  lines: readonly Promise<void>[],
  ending: AbortController,
  recording: AbortController,
  graceMs: number,
): Promise<void> => {
  const ended = Promise.all(lines)
  const end = setTimeout(() => ending.abort(), graceMs)
  const giveUp = setTimeout(() => recording.abort(), graceMs + RECORD_MS_MAX)
  await ended
  clearTimeout(end)
  clearTimeout(giveUp)
}
