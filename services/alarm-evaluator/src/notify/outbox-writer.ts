import { type ChannelFilter, isWanted, type Notice, notificationIdOf } from '@papertape/notify'
import type { OpsTables } from '@papertape/store'
import { sql, type Transaction } from 'kysely'
import type { HeardAlarm, Outbox } from '../outbox.ts'
import { noticeOf } from './notice-of.ts'

type Row = { channel_id: string; notice: Notice }
type Channel = { channel_id: string; filter: ChannelFilter }
/** What the outbox knows of the alarms that move now; a channel that was switched off in time is not told. */
type Known = { channel_id: string; alarm_id: string; raised_at: string | null; is_told: boolean }

/**
 * Puts alarm facts in line for the channels that want them, in the transaction that moves the checkpoint. A fact at or
 * below the ledger's position has been told before, or never will be; one that is silenced, or a replay's, is passed over.
 */
export const createOutboxWriter = (options: { publicUrl: string | undefined; onWritten: () => void }): Outbox => ({
  async write(tx, heard, { toSeq, ledgerEpoch }) {
    const ops = tx.withSchema('ops')
    const position = await ops
      .updateTable('notification_positions as new')
      .from('notification_positions as old')
      .set({ seq: sql<number>`greatest(new.seq, ${toSeq})` })
      .whereRef('old.ledger_epoch', '=', 'new.ledger_epoch')
      .where('new.ledger_epoch', '=', ledgerEpoch)
      .returning('old.seq as told_seq')
      .executeTakeFirst()
    if (position === undefined) throw new Error('the telling of this ledger was never begun')
    const due = heard.filter(({ seq, silenced, bot }) => seq > position.told_seq && !silenced && bot.mode !== 'replay')
    if (due.length > 0) await putInLine(ops, due, options.publicUrl)
  },
  written: (heard) => {
    if (heard.length > 0) options.onWritten()
  },
})

const putInLine = async (
  ops: Transaction<OpsTables>,
  heard: readonly HeardAlarm[],
  publicUrl: string | undefined,
): Promise<void> => {
  const channels = await ops
    .selectFrom('notification_channels')
    .select(['channel_id', 'filter'])
    .where('enabled', '=', true)
    .orderBy('channel_id')
    // So that a channel that is removed meanwhile takes these rows with it.
    .forShare()
    .execute()
  if (channels.length === 0) return
  const known = await knownOf(ops, [...new Set(heard.map(({ event }) => event.data.alarm_id))])
  // The filter was checked by its schema when it was written.
  const rows = rowsOf(heard, channels as Channel[], known, publicUrl)
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await insert(ops, rows.slice(at, at + ROWS_AT_ONCE))
}

const knownOf = (ops: Transaction<OpsTables>, alarmIds: string[]): Promise<Known[]> =>
  ops
    .selectFrom('notification_outbox')
    .select([
      'channel_id',
      'alarm_id',
      sql<string | null>`max(notice ->> 'raised_at')`.as('raised_at'),
      sql<boolean>`bool_or(state <> 'dropped')`.as('is_told'),
    ])
    .where('alarm_id', 'in', alarmIds)
    .groupBy(['channel_id', 'alarm_id'])
    .execute()

const toldKey = (channelId: string, alarmId: string): string => `${channelId} ${alarmId}`

/** Who is told of what, in the order of the ledger. */
const rowsOf = (
  heard: readonly HeardAlarm[],
  channels: readonly Channel[],
  known: readonly Known[],
  publicUrl: string | undefined,
): Row[] => {
  const heardOf = known.filter(({ is_told }) => is_told)
  const told = new Set(heardOf.map(({ channel_id, alarm_id }) => toldKey(channel_id, alarm_id)))
  const raisedAt = new Map(known.map(({ alarm_id, raised_at }) => [alarm_id, raised_at]))
  const rows: Row[] = []
  for (const alarm of heard) {
    const { alarm_id } = alarm.event.data
    const notice = noticeOf(alarm, publicUrl, raisedAt.get(alarm_id) ?? null)
    raisedAt.set(alarm_id, notice.raised_at)
    for (const { channel_id, filter } of channels) {
      const key = toldKey(channel_id, alarm_id)
      if (!isWanted(filter, notice, told.has(key))) continue
      told.add(key)
      rows.push({ channel_id, notice })
    }
  }
  return rows
}

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const ROWS_AT_ONCE = 2000

/** At most once per fact and channel; what waits of the same alarm is tried again at once, so that both come in order. */
const insert = async (ops: Transaction<OpsTables>, rows: readonly Row[]): Promise<void> => {
  const channels = rows.map(({ channel_id }) => channel_id)
  const alarms = rows.map(({ notice }) => notice.alarm_id)
  await sql`update ops.notification_outbox as waiting set next_attempt_at = now()
    from unnest(${channels}::text[], ${alarms}::text[]) as moved (channel_id, alarm_id)
    where waiting.channel_id = moved.channel_id and waiting.alarm_id = moved.alarm_id and waiting.state = 'pending'`.execute(
    ops,
  )
  await ops
    .insertInto('notification_outbox')
    .values(
      rows.map(({ channel_id, notice }) => ({
        notification_id: notificationIdOf(notice.event_id, channel_id),
        event_id: notice.event_id,
        channel_id,
        alarm_id: notice.alarm_id,
        notice: JSON.stringify(notice),
        created_seq: notice.ledger_seq,
        test: false,
        state: 'pending' as const,
        attempts: 0,
        next_attempt_at: sql<Date>`now()`,
        lease_until: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
