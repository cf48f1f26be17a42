import { ATTEMPTS_MAX, type ChannelKind, type Notice } from '@papertape/notify'
import { type OpsTables, type Store, storeError } from '@papertape/store'
import { sql, type Transaction } from 'kysely'
import { nextInLine } from './next-in-line.ts'

/** A notification that is this sender's to send, until its lease ends. */
export type Claimed = {
  notification_id: string
  attempt: number
  /** Since there was something to tell. */
  ageMs: number
  notice: Notice
  channel: { channel_id: string; kind: ChannelKind; name: string; config: unknown }
}

const RATE_WINDOW = sql`interval '60 seconds'`

/** Locks the channel, unless somebody else is choosing from its line just now; its row when it may be sent to now. */
const lockChannel = (ops: Transaction<OpsTables>, channelId: string) =>
  ops
    .selectFrom('notification_channels')
    .select(['channel_id', 'kind', 'name', 'config', 'rate_per_minute', sql<Date>`clock_timestamp()`.as('now')])
    .where('channel_id', '=', channelId)
    .where('enabled', '=', true)
    .where(({ eb, or }) => or([eb('paused_until', 'is', null), eb('paused_until', '<=', sql<Date>`now()`)]))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

const attemptsLately = async (ops: Transaction<OpsTables>, channelId: string): Promise<number> => {
  const { count } = await ops
    .selectFrom('notification_deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('channel_id', '=', channelId)
    .where('at', '>', sql<Date>`now() - ${RATE_WINDOW}`)
    .executeTakeFirstOrThrow()
  return count
}

const lineOf = async (ops: Transaction<OpsTables>, channelId: string) => {
  const rows = await ops
    .selectFrom('notification_outbox')
    .select(['notification_id', 'alarm_id', 'attempts', 'lease_until', 'next_attempt_at'])
    .where('channel_id', '=', channelId)
    .where('state', 'in', ['pending', 'sending'])
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    ...row,
    lease_until: row.lease_until?.getTime() ?? null,
    next_attempt_at: row.next_attempt_at.getTime(),
  }))
}

/**
 * Takes the next notification of a channel's line, if it is somebody's turn and the channel's rate allows it; `null` else.
 * The attempt counts from here on, so one that kills its sender each time is given up like any other.
 */
export const claimNext = async (store: Store, channelId: string, leaseMs: number): Promise<Claimed | null> => {
  try {
    return await store.db.transaction().execute(async (tx) => {
      const ops = tx.withSchema('ops')
      const channel = await lockChannel(ops, channelId)
      if (channel === undefined || (await attemptsLately(ops, channelId)) >= channel.rate_per_minute) return null
      const next = nextInLine(await lineOf(ops, channelId), channel.now.getTime())
      if (next === null) return null
      const isGivenUp = next.attempts >= ATTEMPTS_MAX
      const { notice, attempts, created_at } = await ops
        .updateTable('notification_outbox')
        .set({
          state: isGivenUp ? 'failed' : 'sending',
          attempts: isGivenUp ? next.attempts : next.attempts + 1,
          lease_until: isGivenUp ? null : sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`,
        })
        .where('notification_id', '=', next.notification_id)
        .returning(['notice', 'attempts', 'created_at'])
        .executeTakeFirstOrThrow()
      if (isGivenUp) return null
      // Both were written by this program: the notice by the outbox's writer, the kind by the channel's schema.
      const { kind, name, config } = channel
      return {
        notification_id: next.notification_id,
        attempt: attempts,
        ageMs: channel.now.getTime() - created_at.getTime(),
        notice: notice as Notice,
        channel: { channel_id: channelId, kind: kind as ChannelKind, name, config },
      }
    })
  } catch (error) {
    throw storeError(error)
  }
}
