import { ALARM_LEVELS } from '@papertape/events'
import { sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import { alarmFields, hoursField, queryFields } from '../http/query-fields.ts'
import type { Coverage, Projection } from './coverage.ts'
import type { Viewer } from './viewer.ts'

/** The fields of an alarm that a list shows, but `silenced_until`. */
export const ALARM_FIELDS = [
  'alarm_id',
  'bot_id',
  'alarm_type',
  'level',
  'message',
  'current_value',
  'threshold_value',
  'recommended_action',
  'raised_at',
  'updated_at',
  'cleared_at',
  'acknowledged_at',
  'acknowledged_by',
  'acknowledged_reason',
  'kpi_seq',
] as const

const { limit, cursor, ...fields } = queryFields
const scope = { bot_id: fields.bot_id, mode: fields.mode }
const group_by = z.enum(['level'], { error: 'must be level' }).optional()

export const activeAlarmQuery = z.strictObject({ ...scope, group_by })
export const alarmHistoryQuery = z.strictObject({
  ...scope,
  hours: hoursField,
  ...alarmFields,
  group_by,
  limit,
  cursor,
})

/** `silenced_until` shows a silence that holds at `now`, RFC 3339: of the alarm's type, or of all of the bot's. */
const listed = (projection: Projection, { mode, bot_id, operator }: Coverage, now: string) =>
  projection
    .selectFrom('alarms')
    .select(ALARM_FIELDS)
    .select('raised_seq')
    .select(({ selectFrom }) =>
      selectFrom('alarm_silences')
        .select(({ fn }) => fn.max('silenced_until').as('until'))
        .whereRef('alarm_silences.bot_id', '=', 'alarms.bot_id')
        .where('silenced_until', '>', now)
        .where(sql<boolean>`coalesce(alarm_silences.alarm_type, alarms.alarm_type) = alarms.alarm_type`)
        .as('silenced_until'),
    )
    .where('mode', '=', mode)
    .$if(bot_id !== null, (alarms) => alarms.where('bot_id', '=', bot_id ?? ''))
    .$if(!operator, (alarms) => alarms.where('public', '=', true))

export type AlarmView = Awaited<ReturnType<typeof readActiveAlarms>>[number]

const shown = <Row extends { raised_seq: number }>({ raised_seq: _, ...alarm }: Row): Omit<Row, 'raised_seq'> => alarm

/** Alarms that are raised and not cleared, newest first. */
export const readActiveAlarms = async (projection: Projection, coverage: Coverage, now: string) => {
  const rows = await listed(projection, coverage, now)
    .where('cleared_at', 'is', null)
    .orderBy('raised_seq', 'desc')
    .execute()
  return rows.map(shown)
}

const sortKey = z.tuple([z.int().min(0)])

/**
 * One page of the alarms that stood at any moment of the last `hours` before `until`, newest first. For replay bots,
 * whose clock is the recording's, `until` is their newest alarm's.
 */
export const readAlarmHistory = async (
  projection: Projection,
  coverage: Coverage,
  query: z.output<typeof alarmHistoryQuery>,
  now: string,
) => {
  const { hours, level, alarm_type } = query
  const filters = { ...coverage, hours, level, alarm_type }
  const before = query.cursor === undefined ? null : decodeCursor('alarms', filters, sortKey, query.cursor)[0]
  const until = coverage.mode === 'replay' ? ((await newestAlarmTime(projection, coverage)) ?? now) : now
  const since = new Date(Date.parse(until) - hours * 3_600_000).toISOString()
  const rows = await listed(projection, coverage, now)
    .where(({ or, eb }) => or([eb('cleared_at', 'is', null), eb('updated_at', '>=', since)]))
    .$if(level !== undefined, (alarms) => alarms.where('level', 'in', level ?? []))
    .$if(alarm_type !== undefined, (alarms) => alarms.where('alarm_type', 'in', alarm_type ?? []))
    .$if(before !== null, (alarms) => alarms.where('raised_seq', '<', before ?? 0))
    .orderBy('raised_seq', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    alarms: page.map(shown),
    next: rows.length > query.limit && last !== undefined ? encodeCursor('alarms', filters, [last.raised_seq]) : null,
  }
}

const newestAlarmTime = async (
  projection: Projection,
  { mode, bot_id, operator }: Coverage,
): Promise<string | null> => {
  const row = await projection
    .selectFrom('alarms')
    .select(({ fn }) => fn.max('updated_at').as('newest'))
    .where('mode', '=', mode)
    .$if(bot_id !== null, (alarms) => alarms.where('bot_id', '=', bot_id ?? ''))
    .$if(!operator, (alarms) => alarms.where('public', '=', true))
    .executeTakeFirst()
  return row?.newest ?? null
}

/** Alarms by level, the worst first; every level is there. */
export const byLevel = <Alarm extends { level: string }>(alarms: readonly Alarm[]): Record<string, Alarm[]> =>
  Object.fromEntries(ALARM_LEVELS.toReversed().map((level) => [level, alarms.filter((alarm) => alarm.level === level)]))

/** How many alarms there are of each level. */
export const countsByLevel = (alarms: readonly { level: string }[]): Record<string, number> =>
  Object.fromEntries(Object.entries(byLevel(alarms)).map(([level, of]) => [level, of.length]))

/** An alarm with every step it took. @throws Problem `alarm-not-found`, the same for a private bot's as for none. */
export const readAlarm = async (projection: Projection, viewer: Viewer, alarmId: string) => {
  const alarm = await projection
    .selectFrom('alarms')
    .select([...ALARM_FIELDS, 'mode', 'public'])
    .where('alarm_id', '=', alarmId)
    .executeTakeFirst()
  if (alarm === undefined || !(alarm.public || viewer.operator)) throw new Problem('alarm-not-found')
  const events = await projection
    .selectFrom('alarm_events')
    .selectAll()
    .where('alarm_id', '=', alarmId)
    .orderBy('ledger_seq')
    .execute()
  const { public: _, ...view } = alarm
  return { ...view, events: events.map(({ alarm_id: __, ...event }) => event) }
}
