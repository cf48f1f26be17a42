import { type Store, storeError } from '@papertape/store'
import { sql } from 'kysely'

/** What waits in the outbox as a whole, and the channels in whose lines something is due. */
export type OutboxState = { pending: number; oldestSeconds: number; due: string[] }

/** One look at all lines. */
export const readOutbox = async (store: Store): Promise<OutboxState> => {
  try {
    const { rows } = await sql<{ channel_id: string; pending: number; oldest_seconds: number; is_due: boolean }>`
      select o.channel_id, count(*) as pending, extract(epoch from now() - min(o.created_at))::float8 as oldest_seconds,
        coalesce(bool_or(c.enabled and (c.paused_until is null or c.paused_until <= now())
          and coalesce(o.lease_until, o.next_attempt_at) <= now()), false) as is_due
      from ops.notification_outbox o left join ops.notification_channels c on c.channel_id = o.channel_id
      where o.state in ('pending', 'sending') group by o.channel_id order by o.channel_id`.execute(store.db)
    return {
      pending: rows.reduce((sum, { pending }) => sum + pending, 0),
      oldestSeconds: Math.max(0, ...rows.map(({ oldest_seconds }) => oldest_seconds)),
      due: rows.filter(({ is_due }) => is_due).map(({ channel_id }) => channel_id),
    }
  } catch (error) {
    throw storeError(error)
  }
}
