import { type ChannelFilter, type ChannelKind, channelOf, shownConfig } from '@papertape/notify'
import type { Store } from '@papertape/store'
import { sql } from 'kysely'
import { Problem } from '../http/problem.ts'

const FIELDS = [
  'channel_id',
  'kind',
  'name',
  'config',
  'filter',
  'rate_per_minute',
  'enabled',
  'disabled_reason',
  'failing_since',
  'paused_until',
  'created_at',
] as const

const select = (db: Store['db']) =>
  db
    .withSchema('ops')
    .selectFrom('notification_channels as channel')
    .select(FIELDS)
    .select(({ selectFrom }) =>
      selectFrom('notification_outbox as waiting')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('waiting.channel_id', '=', 'channel.channel_id')
        .where('waiting.state', 'in', ['pending', 'sending'])
        .as('pending'),
    )

/** A channel as it is stored, secrets included. */
export type StoredChannel = Omit<
  Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number],
  'kind' | 'filter'
> & {
  kind: ChannelKind
  filter: ChannelFilter
}

/** Kind and filter were checked by their schemas when they were written. */
const typed = (row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]): StoredChannel => ({
  ...row,
  kind: row.kind as ChannelKind,
  filter: row.filter as ChannelFilter,
})

/** All channels, oldest first. */
export const readChannels = async (store: Store): Promise<StoredChannel[]> =>
  (await select(store.db).orderBy('created_at').orderBy('channel_id').execute()).map(typed)

/** One channel. @throws Problem `channel-not-found` */
export const readChannel = async (store: Pick<Store, 'db'>, channelId: string): Promise<StoredChannel> => {
  const row = await select(store.db).where('channel_id', '=', channelId).executeTakeFirst()
  if (row === undefined) throw new Problem('channel-not-found')
  return typed(row)
}

const timeOf = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** The channel as an operator is shown it: of secrets only that they are there. */
export const channelView = (row: StoredChannel) => ({
  channel_id: row.channel_id,
  kind: row.kind,
  name: row.name,
  config: shownConfig(channelOf(row)),
  filter: row.filter,
  rate_per_minute: row.rate_per_minute,
  enabled: row.enabled,
  disabled_reason: row.disabled_reason,
  failing_since: timeOf(row.failing_since),
  paused_until: timeOf(row.paused_until),
  pending: row.pending ?? 0,
  created_at: timeOf(row.created_at),
})

/** Keeps a channel's row to oneself until the transaction ends. Answers whether there is one. */
export const lockChannel = async (db: Store['db'], channelId: string): Promise<boolean> => {
  const { rows } =
    await sql`select 1 from ops.notification_channels where channel_id = ${channelId} for update`.execute(db)
  return rows.length > 0
}
