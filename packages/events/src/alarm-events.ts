import { z } from 'zod'
import { ALARM_LEVELS, ALARM_TYPES, thresholdsSchema } from './bot-policy.ts'
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

/**
 * From here to `until` nobody is told of these alarms of the bot; they are raised and recorded all the same. `until: null`
 * ends a silence.
 */
export const alarmSilenced = envelope(
  'alarm.silenced',
  z.object({
    alarm_type: z.enum(ALARM_TYPES).nullable().describe('null = every type'),
    until: z.string().nullable(),
    by: z.string(),
    reason: z.string().nullable(),
  }),
)

/**
 * From here on these rules decide about alarms. What was decided before stands as it is recorded, and nothing is raised for
 * what lies before. Bot token `@all`, partition 0.
 */
export const alarmsRulesAdopted = envelope(
  'alarms.rules_adopted',
  z.object({ rule_set: z.number().describe('Goes up whenever the rules would decide otherwise') }),
)

/** The thresholds of all bots from here on, whole; a bot's own stand over them. Bot token `@all`, partition 0. */
export const alarmsConfigured = envelope(
  'alarms.configured',
  z.object({ thresholds: thresholdsSchema, by: z.string(), reason: z.string().nullable() }),
)
