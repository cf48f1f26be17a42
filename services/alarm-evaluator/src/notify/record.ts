import { ATTEMPTS_MAX, backoffMs, type Outcome } from '@papertape/notify'
import { type NotificationDeliveryRow, type OpsTables, type Store, storeError } from '@papertape/store'
import { sql, type Transaction } from 'kysely'
import type { Claimed } from './claim.ts'

/** What became of an attempt; `interrupted` when this process was asked to stop before it could tell. */
export type Attempt = Omit<Outcome, 'outcome'> & {
  outcome: NotificationDeliveryRow['outcome']
  durationMs: number
}

type Ops = Transaction<OpsTables>

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`

/**
 * Where the attempt leaves its notification; nowhere when the lease had ended and somebody else has it by now. It does not
 * come again when its channel was switched off meanwhile, like the rest of the line.
 */
const settle = (
  ops: Ops,
  { notification_id, attempt, ageMs }: Claimed,
  { outcome, retry_after_ms }: Attempt,
  random: number,
  isOn: boolean,
) => {
  const waitMs = outcome === 'interrupted' ? 0 : backoffMs(attempt, retry_after_ms, random, ageMs)
  const isToCome = (outcome === 'retry' || outcome === 'interrupted') && waitMs !== null
  return ops
    .updateTable('notification_outbox')
    .set({
      state: outcome === 'delivered' ? 'delivered' : !isToCome ? 'failed' : isOn ? 'pending' : 'dropped',
      // Whoever is to come again has an attempt left.
      attempts: isToCome ? Math.min(attempt, ATTEMPTS_MAX - 1) : attempt,
      next_attempt_at: inMs(waitMs ?? 0),
      lease_until: null,
    })
    .where('notification_id', '=', notification_id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .execute()
}

const log = (ops: Ops, { notification_id, attempt, channel }: Claimed, { outcome, durationMs, ...rest }: Attempt) =>
  ops
    .insertInto('notification_deliveries')
    .values({
      notification_id,
      channel_id: channel.channel_id,
      attempt,
      at: inMs(-durationMs),
      outcome,
      status_code: rest.status_code,
      duration_ms: durationMs,
      error: rest.error,
    })
    .execute()

/** A channel that gets through again is not kept waiting for what failed meanwhile. */
const recovered = async (ops: Ops, channelId: string): Promise<void> => {
  const { numUpdatedRows } = await ops
    .updateTable('notification_channels')
    .set({ failing_since: null })
    .where('channel_id', '=', channelId)
    .where('failing_since', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await ops
    .updateTable('notification_outbox')
    .set({ next_attempt_at: sql<Date>`now()` })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'pending')
    .execute()
}

/** The receiver is gone: nothing is sent there any more, and what waits is dropped, which the log of channels shows. */
const disable = async (ops: Ops, channelId: string, reason: string): Promise<void> => {
  await ops
    .updateTable('notification_channels')
    .set({ enabled: false, disabled_reason: reason })
    .where('channel_id', '=', channelId)
    .execute()
  await ops
    .updateTable('notification_outbox')
    .set({ state: 'dropped' })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'pending')
    .execute()
}

const failing = (ops: Ops, channelId: string, pauseMs: number | null) =>
  ops
    .updateTable('notification_channels')
    .set({
      failing_since: sql<Date>`coalesce(failing_since, now())`,
      ...(pauseMs === null ? {} : { paused_until: inMs(pauseMs) }),
    })
    .where('channel_id', '=', channelId)
    .execute()

/** Writes down what became of an attempt, for the notification, the channel and the log together. */
export const recordAttempt = async (
  store: Store,
  claimed: Claimed,
  attempt: Attempt,
  random: number = Math.random(),
): Promise<void> => {
  const { channel_id } = claimed.channel
  try {
    await store.db.transaction().execute(async (tx) => {
      const ops = tx.withSchema('ops')
      // Always before the rows of its line, as who claims does it: two transactions never wait for each other.
      const found = await ops
        .selectFrom('notification_channels')
        .select('enabled')
        .where('channel_id', '=', channel_id)
        .forUpdate()
        .executeTakeFirst()
      await settle(ops, claimed, attempt, random, found?.enabled === true)
      await log(ops, claimed, attempt)
      if (attempt.outcome === 'delivered') await recovered(ops, channel_id)
      else if (attempt.outcome === 'gone') await disable(ops, channel_id, attempt.error ?? 'the receiver is gone')
      else if (attempt.outcome === 'retry') await failing(ops, channel_id, attempt.retry_after_ms)
    })
  } catch (error) {
    throw storeError(error)
  }
}
