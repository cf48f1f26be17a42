import type { AlarmLevel, AlarmType, BotMode } from '@papertape/events'
import { boolean, double, sequence, table, text, textOrNull } from '../table.ts'

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
