import { randomBytes } from 'node:crypto'
import { channelOf, dashboardUrlOf, deliver, type Outcome, sampleNotice } from '@papertape/notify'
import type { Store } from '@papertape/store'
import { sql } from 'kysely'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { lockChannel, type StoredChannel } from '../reads/notification-channels.ts'

type Tried = Omit<Outcome, 'retry_after_ms'> & { notification_id: string; duration_ms: number }

/**
 * Sends a sample through a channel now, once, by the way that alarms take, and writes it down like them. A sample that
 * does not get through is not tried again.
 */
export const tryChannel = async (gateway: Gateway, channel: StoredChannel): Promise<Tried> => {
  const { store, now, notify } = gateway
  const notification_id = `t${randomBytes(15).toString('hex')}`
  const at = now()
  const notice = sampleNotice(notification_id, at, dashboardUrlOf(notify.publicUrl, null))
  const began = performance.now()
  const { outcome, status_code, error } = await deliver(channelOf(channel), notice, {
    notificationId: notification_id,
    allowPrivate: notify.allowPrivate,
  })
  const duration_ms = Math.round(performance.now() - began)
  const { channel_id } = channel
  await store.db.transaction().execute(async (tx) => {
    const ops = tx.withSchema('ops')
    await ops
      .insertInto('notification_outbox')
      .values({
        notification_id,
        event_id: notification_id,
        channel_id,
        alarm_id: notice.alarm_id,
        notice: JSON.stringify(notice),
        created_seq: 0,
        test: true,
        state: outcome === 'delivered' ? 'delivered' : 'failed',
        attempts: 1,
        next_attempt_at: sql<Date>`now()`,
        lease_until: null,
      })
      .execute()
    await ops
      .insertInto('notification_deliveries')
      .values({ notification_id, channel_id, attempt: 1, at, outcome, status_code, duration_ms, error })
      .execute()
  })
  return { notification_id, outcome, status_code, error, duration_ms }
}

/**
 * Puts a notification that was not delivered in line again, with all its attempts, under the same id.
 * @throws Problem for one that nobody knows, that arrived, or whose channel is gone or off.
 */
export const retryNotification = async (store: Store, notificationId: string): Promise<void> =>
  store.db.transaction().execute(async (tx) => {
    const ops = tx.withSchema('ops')
    const found = await ops
      .selectFrom('notification_outbox')
      .select(['channel_id', 'test'])
      .where('notification_id', '=', notificationId)
      .executeTakeFirst()
    if (found === undefined) throw new Problem('notification-not-found')
    if (found.test)
      throw new Problem('notification-not-retryable', 'A sample is sent again by trying its channel again.')
    if (!(await lockChannel(tx, found.channel_id))) throw new Problem('channel-not-found')
    const { enabled } = await ops
      .selectFrom('notification_channels')
      .select('enabled')
      .where('channel_id', '=', found.channel_id)
      .executeTakeFirstOrThrow()
    if (!enabled) throw new Problem('notification-not-retryable', 'Its channel is switched off.')
    const { numUpdatedRows } = await ops
      .updateTable('notification_outbox')
      .set({ state: 'pending', attempts: 0, next_attempt_at: sql<Date>`now()` })
      .where('notification_id', '=', notificationId)
      .where('state', 'in', ['pending', 'failed', 'dropped'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Problem('notification-not-retryable')
  })
