import type { AlarmLevel, AlarmType, BotMode, EventType, Thresholds } from '@papertape/events'
import { boolean, double, doubleOrNull, json, sequence, sequenceOrNull, table, text, textOrNull } from '../table.ts'

/** One row per alarm, from raised to cleared. Active: `cleared_at` is null. */
export const alarms = table({
  columns: {
    alarm_id: text(),
    bot_id: text(),
    alarm_type: text<AlarmType>(),
    level: text<AlarmLevel>(),
    message: text(),
    current_value: double(),
    threshold_value: double(),
    recommended_action: text(),
    raised_at: text(),
    updated_at: text(),
    cleared_at: textOrNull(),
    acknowledged_at: textOrNull(),
    acknowledged_by: textOrNull(),
    acknowledged_reason: textOrNull(),
    kpi_seq: sequence(),
    mode: text<BotMode>(),
    public: boolean(),
    raised_seq: sequence(),
  },
  key: ['alarm_id'],
  indexes: [
    '(bot_id, raised_seq)',
    '(mode, raised_seq) where public',
    '(mode, raised_seq) where public and cleared_at is null',
    '(raised_seq) where cleared_at is null',
  ],
})

/** Every step of every alarm: one row per fact. `message` of an acknowledgement is its reason, and `by` who gave it. */
export const alarm_events = table({
  columns: {
    alarm_id: text(),
    ledger_seq: sequence(),
    type: text<Extract<EventType, `alarm.${string}`>>(),
    time: text(),
    level: textOrNull<AlarmLevel>(),
    previous_level: textOrNull<AlarmLevel>(),
    current_value: doubleOrNull(),
    threshold_value: doubleOrNull(),
    kpi_seq: sequenceOrNull(),
    message: textOrNull(),
    by: textOrNull(),
  },
  key: ['alarm_id', 'ledger_seq'],
  indexes: [],
})

/** The newest word on who is told of a bot's alarms of a type (null = every type). Null: a silence was ended. */
export const alarm_silences = table({
  columns: {
    bot_id: text(),
    alarm_type: textOrNull<AlarmType>(),
    silenced_until: textOrNull(),
    silenced_by: text(),
    silenced_reason: textOrNull(),
    silenced_at: text(),
    ledger_seq: sequence(),
  },
  key: ['bot_id', 'alarm_type'],
  indexes: [],
})

/** The thresholds of all bots, where an operator has set any: one row, `name = 'all'`. */
export const alarm_settings = table({
  columns: {
    name: text(),
    thresholds: json<Thresholds>(),
    configured_by: text(),
    configured_reason: textOrNull(),
    configured_at: text(),
    ledger_seq: sequence(),
  },
  key: ['name'],
  indexes: [],
})
