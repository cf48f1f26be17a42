import { randomBytes } from 'node:crypto'
import { CHANNEL_KINDS, type Reach } from '@papertape/notify'
import { type Store, storeError } from '@papertape/store'
import { z } from 'zod'
import { channelBody, channelPatchBody } from '../api/requests/notifications.ts'
import { Problem } from '../http/problem.ts'
import { readBody } from '../http/read-request.ts'
import { lockChannel, readChannel, type StoredChannel } from '../reads/notification-channels.ts'

/** Each has a line of its own, worked on at the same time as all others. */
const CHANNELS_MAX = 100

const kindBody = z.looseObject({ kind: z.enum(CHANNEL_KINDS) })

type ChannelBody = z.output<ReturnType<typeof channelBody>>

/** A whole channel from a request. @throws Problem `validation` naming each field at fault. */
export const readChannelBody = (body: unknown, reach: Reach): ChannelBody =>
  readBody(channelBody(readBody(kindBody, body).kind, reach), body)

/** The channel as it is with what a request changes of it: each field of `config` and `filter` that is given replaces. */
const patched = (row: StoredChannel, body: unknown, reach: Reach): ChannelBody => {
  const { config, filter, ...rest } = readBody(channelPatchBody, body)
  const { kind, name, rate_per_minute, enabled } = row
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return readBody(channelBody(kind, reach), {
    kind,
    name,
    rate_per_minute,
    enabled,
    ...given,
    config: { ...(row.config as object), ...config },
    filter: { ...row.filter, ...filter },
  })
}

const columnsOf = ({ name, config, filter, rate_per_minute, enabled }: ChannelBody) => ({
  name,
  config: JSON.stringify(config),
  filter: JSON.stringify(filter),
  rate_per_minute,
  enabled,
})

/** Adds a channel, which is told of what happens from now on. @throws Problem `too-many-channels` */
export const addChannel = async (store: Store, body: ChannelBody): Promise<StoredChannel> => {
  const channel_id = `c${randomBytes(9).toString('hex')}`
  const ops = store.db.withSchema('ops')
  const { count } = await ops
    .selectFrom('notification_channels')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= CHANNELS_MAX) throw new Problem('too-many-channels')
  await ops
    .insertInto('notification_channels')
    .values({
      channel_id,
      kind: body.kind,
      ...columnsOf(body),
      disabled_reason: null,
      failing_since: null,
      paused_until: null,
    })
    .execute()
  return readChannel(store, channel_id)
}

/** What a channel that is switched off or removed has not been told is not told any more; it may be retried by hand. */
const dropPending = (db: Store['db'], channelId: string) =>
  db
    .withSchema('ops')
    .updateTable('notification_outbox')
    .set({ state: 'dropped' })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'pending')
    .execute()

/** Whatever held the channel back is over once an operator has changed it. */
const AFRESH = { disabled_reason: null, failing_since: null, paused_until: null }

/** Changes what a request names. @throws Problem */
export const changeChannel = async (
  store: Store,
  channelId: string,
  body: unknown,
  reach: Reach,
): Promise<StoredChannel> => {
  await store.db.transaction().execute(async (tx) => {
    if (!(await lockChannel(tx, channelId))) throw new Problem('channel-not-found')
    const before = await readChannel({ db: tx }, channelId)
    const after = patched(before, body, reach)
    await tx
      .withSchema('ops')
      .updateTable('notification_channels')
      .set({
        ...columnsOf(after),
        ...AFRESH,
        ...(after.enabled ? {} : { disabled_reason: before.disabled_reason ?? 'by an operator' }),
      })
      .where('channel_id', '=', channelId)
      .execute()
    if (!after.enabled) await dropPending(tx, channelId)
  })
  return readChannel(store, channelId)
}

/** Removes a channel with its secrets; what it was told stays in the log. @throws Problem `channel-not-found` */
export const removeChannel = async (store: Store, channelId: string): Promise<void> => {
  try {
    await store.db.transaction().execute(async (tx) => {
      if (!(await lockChannel(tx, channelId))) throw new Problem('channel-not-found')
      await tx.withSchema('ops').deleteFrom('notification_channels').where('channel_id', '=', channelId).execute()
      await dropPending(tx, channelId)
    })
  } catch (error) {
    throw storeError(error)
  }
}
