import { ALARM_LEVELS, type AlarmLevel } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'

type AlarmRow = WrittenRow<'alarms'>

/** Who has seen which alarm, when: it may have been cleared long before. */
export type Acknowledgement = {
  alarm_id: string
  acknowledged_at: string
  acknowledged_by: string
  acknowledged_reason: string | null
}

const NOT_SEEN = { acknowledged_at: null, acknowledged_by: null, acknowledged_reason: null }

const isWorse = (level: AlarmLevel, than: AlarmLevel): boolean =>
  ALARM_LEVELS.indexOf(level) > ALARM_LEVELS.indexOf(than)

/** Table `alarms`; keeps the active ones. An acknowledgement of one that is over is handed on for the database to place. */
export const alarmsProjection = (active: readonly AlarmRow[]) => {
  const alarms = new Map(active.map((row) => [row.alarm_id, row]))
  const changed = pendingRows<AlarmRow>()
  const acknowledged = pendingRows<Acknowledgement>()

  const change = (alarmId: string, by: Partial<AlarmRow>) => {
    const alarm = alarms.get(alarmId)
    if (alarm === undefined) return
    const row = { ...alarm, ...by }
    if (row.cleared_at === null) alarms.set(alarmId, row)
    else alarms.delete(alarmId)
    changed.put(alarmId, row)
  }

  return {
    apply({ event, seq }: Fact, bot: BotIdentity | undefined): void {
      switch (event.type) {
        case 'alarm.raised': {
          if (bot === undefined) return
          const times = { raised_at: event.time, updated_at: event.time, raised_seq: seq }
          const { bot_id, mode } = bot
          const row: AlarmRow = {
            ...shownOf(event.data),
            bot_id,
            ...times,
            cleared_at: null,
            ...NOT_SEEN,
            mode,
            public: bot.public,
          }
          alarms.set(row.alarm_id, row)
          changed.put(row.alarm_id, row)
          return
        }
        case 'alarm.escalated':
          // Who saw the milder level has not seen the worse one.
          return change(event.data.alarm_id, {
            ...shownOf(event.data),
            updated_at: event.time,
            ...(isWorse(event.data.level, event.data.previous_level) ? NOT_SEEN : {}),
          })
        case 'alarm.cleared': {
          const { current_value, message, kpi_seq } = event.data
          return change(event.data.alarm_id, {
            current_value,
            message,
            kpi_seq,
            updated_at: event.time,
            cleared_at: event.time,
          })
        }
        case 'alarm.acknowledged': {
          const { alarm_id, by, reason } = event.data
          const seen = { acknowledged_at: event.time, acknowledged_by: by, acknowledged_reason: reason }
          if (alarms.has(alarm_id)) change(alarm_id, seen)
          else acknowledged.put(alarm_id, { alarm_id, ...seen })
          return
        }
        default:
      }
    },
    take: changed.take,
    takeAcknowledged: acknowledged.take,
  }
}

const shownOf = (data: Omit<AlarmData, 'previous_level'>) => ({
  alarm_id: data.alarm_id,
  alarm_type: data.alarm_type,
  level: data.level,
  message: data.message,
  current_value: data.current_value,
  threshold_value: data.threshold_value,
  recommended_action: data.recommended_action,
  kpi_seq: data.kpi_seq,
})

type AlarmData = Pick<
  AlarmRow,
  | 'alarm_id'
  | 'alarm_type'
  | 'level'
  | 'message'
  | 'current_value'
  | 'threshold_value'
  | 'recommended_action'
  | 'kpi_seq'
>
