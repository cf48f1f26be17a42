import { z } from 'zod'
import { ALARM_LEVELS, ALARM_TYPES } from './bot-policy.ts'
import { envelope } from './envelope.ts'

const alarm = {
  alarm_id: z.string(),
  alarm_type: z.enum(ALARM_TYPES),
  level: z.enum(ALARM_LEVELS),
  message: z.string(),
  current_value: z.number(),
  threshold_value: z.number(),
  kpi_seq: z.number().describe('Ledger sequence of the snapshot that decided'),
}

/** A figure crossed a threshold. */
export const alarmRaised = envelope('alarm.raised', z.object({ ...alarm, recommended_action: z.string() }))

/** The same alarm at another level, higher or lower. */
export const alarmEscalated = envelope(
  'alarm.escalated',
  z.object({ ...alarm, previous_level: z.enum(ALARM_LEVELS), recommended_action: z.string() }),
)

/** The figure came back by the recovery margin and stayed for the dwell. */
export const alarmCleared = envelope('alarm.cleared', z.object(alarm))

/** An operator has seen it. */
export const alarmAcknowledged = envelope(
  'alarm.acknowledged',
  z.object({ alarm_id: z.string(), by: z.string(), reason: z.string().nullable() }),
)
