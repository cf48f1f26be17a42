import type { Coverage, Projection } from './coverage.ts'

const ALARM_FIELDS = [
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
  'kpi_seq',
] as const

/** Alarms that are raised and not cleared, newest first. */
export const readActiveAlarms = (projection: Projection, { mode, bot_id, operator }: Coverage) =>
  projection
    .selectFrom('alarms')
    .select(ALARM_FIELDS)
    .where('cleared_at', 'is', null)
    .where('mode', '=', mode)
    .$if(bot_id !== null, (alarms) => alarms.where('bot_id', '=', bot_id))
    .$if(!operator, (alarms) => alarms.where('public', '=', true))
    .orderBy('raised_seq', 'desc')
    .execute()
