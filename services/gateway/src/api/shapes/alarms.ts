import { ALARM_TYPES } from '@papertape/events'
import { z } from 'zod'
import { shape } from '../named.ts'
import { thresholds } from './bots.ts'
import { alarmLevel, alarmType, botMode, count, sequence, time } from './scalars.ts'

const fields = {
  alarm_id: z.string(),
  bot_id: z.string(),
  alarm_type: alarmType,
  level: alarmLevel,
  message: z.string(),
  current_value: z.number(),
  threshold_value: z.number(),
  recommended_action: z.string(),
  raised_at: time,
  updated_at: time,
  cleared_at: time.nullable(),
  acknowledged_at: time.nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_reason: z.string().nullable(),
  kpi_seq: sequence.describe('Ledger sequence of the snapshot that decided'),
}

/** CONTRACT section 4; `silenced_until` of a silence that holds now. */
export const alarm = shape('Alarm', z.object({ ...fields, silenced_until: time.nullable() }))

const alarms = z.array(alarm)
export const alarmsByLevel = shape(
  'AlarmsByLevel',
  z.object({ EMERGENCY: alarms, CRITICAL: alarms, WARNING: alarms, INFO: alarms }),
)
/** A list, or with `group_by=level` the same by level. */
export const alarmsShown = z.union([alarms, alarmsByLevel])

export const alarmCounts = z.object({ EMERGENCY: count, CRITICAL: count, WARNING: count, INFO: count })

export const alarmStep = shape(
  'AlarmStep',
  z.object({
    ledger_seq: sequence,
    type: z.enum(['alarm.raised', 'alarm.escalated', 'alarm.cleared', 'alarm.acknowledged', 'alarm.silenced']),
    time,
    level: alarmLevel.nullable(),
    previous_level: alarmLevel.nullable(),
    current_value: z.number().nullable(),
    threshold_value: z.number().nullable(),
    kpi_seq: sequence.nullable(),
    message: z.string().nullable(),
    by: z.string().nullable(),
  }),
)

/** An alarm with every step it took. */
export const alarmDetail = shape('AlarmDetail', z.object({ ...fields, mode: botMode, events: z.array(alarmStep) }))

/** The answer to a write that the projection did not show within 5 s. */
export const recorded = shape('Recorded', z.object({ ledger_seq: sequence }))

export const silence = shape(
  'Silence',
  z.object({
    bot_id: z.string(),
    alarm_type: alarmType.nullable().describe('null = every type'),
    silenced_until: time.nullable(),
    silenced_by: z.string(),
    silenced_reason: z.string().nullable(),
    silenced_at: time,
    ledger_seq: sequence,
  }),
)

const monitoringFields = {
  state: z.enum(['OK', 'NO_DATA']),
  reason: z.enum(['CLOCK_STOPPED', 'EVALUATOR_BEHIND', 'PROJECTOR_BEHIND', 'PRICES_STALE']).nullable(),
  since: time.nullable(),
}
/** Whether alarms have data to judge by: silence under NO_DATA is not calm. */
export const monitoring = shape(
  'Monitoring',
  z.object({ ...monitoringFields, no_data: z.array(z.object({ bot_id: z.string(), ...monitoringFields })) }),
)

const held = shape(
  'HeldThreshold',
  z.object({
    levels: z.partialRecord(alarmLevel, z.number()),
    recovery_margin_pct: z.number(),
    dwell_seconds: z.number(),
    cooldown_seconds: z.number(),
  }),
)
const rule = shape(
  'AlarmRule',
  z.object({
    alarm_type: alarmType,
    figure: z.string(),
    as_loss: z.boolean(),
    direction: z.enum(['at_least', 'above', 'below']),
    unit: z.string(),
    sample: z.object({ of: z.enum(['closed_trades', 'daily_returns']), min: z.number() }).nullable(),
  }),
)

/** Thresholds as they hold, what was set here, and what each alarm type watches. */
export const alarmThresholds = shape(
  'AlarmThresholds',
  z.object({
    bot_id: z.string().nullable().describe('null = of all bots'),
    thresholds: z.object(
      Object.fromEntries(ALARM_TYPES.map((type) => [type, held])) as {
        [Type in (typeof ALARM_TYPES)[number]]: typeof held
      },
    ),
    own: thresholds,
    rules: z.array(rule),
  }),
)

export const simulation = shape(
  'AlarmSimulation',
  z.object({
    bot_id: z.string(),
    thresholds,
    from: time.nullable(),
    steps: z.array(
      z.object({
        kind: z.enum(['raised', 'escalated', 'cleared']),
        time,
        ledger_seq: sequence,
        alarm_id: z.string(),
        alarm_type: alarmType,
        level: alarmLevel,
        previous_level: alarmLevel.nullable(),
        current_value: z.number(),
        threshold_value: z.number(),
        kpi_seq: sequence,
        message: z.string(),
        recommended_action: z.string().nullable(),
      }),
    ),
    facts: count.describe('How many were looked at'),
    contradictions: count.describe('Facts that cannot follow from those before; they changed nothing'),
  }),
)
