import type { Notice } from '@papertape/notify'
import type { Store } from '@papertape/store'
import { z } from 'zod'
import { askedAs } from '../api/named.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { queryFields } from '../http/query-fields.ts'

const { limit, cursor } = queryFields
const STATES = ['pending', 'sending', 'delivered', 'failed', 'dropped'] as const
export const deliveryQuery = z.strictObject({
  channel_id: z.string('must be given once').max(64).optional(),
  state: askedAs(
    z
      .string('must be given once')
      .transform((text) => text.toLowerCase())
      .pipe(z.enum(STATES))
      .optional(),
    { type: 'string', enum: STATES, description: 'How far they have come' },
  ),
  limit,
  cursor,
})

const sortKey = z.tuple([z.int().min(0)])

const NOTIFICATION_FIELDS = [
  'position',
  'notification_id',
  'channel_id',
  'notice',
  'test',
  'state',
  'next_attempt_at',
  'created_at',
] as const

const ATTEMPT_FIELDS = ['notification_id', 'attempt', 'at', 'outcome', 'status_code', 'duration_ms', 'error'] as const

const readAttempts = async (store: Store, ids: string[]) => {
  const attempts = await store.db
    .withSchema('ops')
    .selectFrom('notification_deliveries')
    .select(ATTEMPT_FIELDS)
    .where('notification_id', 'in', ids)
    .orderBy('delivery_id')
    .execute()
  return Map.groupBy(attempts, ({ notification_id }) => notification_id)
}

/** One page of what channels were told or are to be told, newest first, each with its attempts, oldest first. */
export const readDeliveries = async (store: Store, query: z.output<typeof deliveryQuery>) => {
  const { channel_id, state } = query
  const scope = { channel_id, state }
  const before = query.cursor === undefined ? null : decodeCursor('deliveries', scope, sortKey, query.cursor)[0]
  const rows = await store.db
    .withSchema('ops')
    .selectFrom('notification_outbox')
    .select(NOTIFICATION_FIELDS)
    .$if(channel_id !== undefined, (outbox) => outbox.where('channel_id', '=', channel_id ?? ''))
    .$if(state !== undefined, (outbox) => outbox.where('state', '=', state ?? 'pending'))
    .$if(before !== null, (outbox) => outbox.where('position', '<', before))
    .orderBy('position', 'desc')
    .limit(query.limit + 1)
    .execute()
  const shown = rows.slice(0, query.limit)
  const attempts =
    shown.length === 0
      ? null
      : await readAttempts(
          store,
          shown.map((row) => row.notification_id),
        )
  const last = shown.at(-1)
  return {
    deliveries: shown.map((row) => deliveryView(row, attempts?.get(row.notification_id) ?? [])),
    next: rows.length > query.limit && last !== undefined ? encodeCursor('deliveries', scope, [last.position]) : null,
  }
}

type Row = Pick<Awaited<ReturnType<typeof rowsOf>>[number], (typeof NOTIFICATION_FIELDS)[number]>
const rowsOf = (store: Store) =>
  store.db.withSchema('ops').selectFrom('notification_outbox').select(NOTIFICATION_FIELDS).execute()
type AttemptRow = {
  attempt: number
  at: Date
  outcome: string
  status_code: number | null
  duration_ms: number
  error: string | null
}

const deliveryView = (row: Row, attempts: readonly AttemptRow[]) => {
  // Written by this system as a notice.
  const { event_id, type, bot_id, mode, alarm_id, alarm_type, level, message, time, ledger_seq } = row.notice as Notice
  return {
    notification_id: row.notification_id,
    channel_id: row.channel_id,
    state: row.state,
    test: row.test,
    event_id,
    type,
    bot_id,
    mode,
    alarm_id,
    alarm_type,
    level,
    message,
    time,
    ledger_seq,
    created_at: row.created_at.toISOString(),
    next_attempt_at: row.state === 'pending' ? row.next_attempt_at.toISOString() : null,
    attempts: attempts.map(({ attempt, at, outcome, status_code, duration_ms, error }) => ({
      attempt,
      at: at.toISOString(),
      outcome,
      status_code,
      duration_ms,
      error,
    })),
  }
}
