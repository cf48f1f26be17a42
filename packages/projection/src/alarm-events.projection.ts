import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'

type AlarmEventRow = WrittenRow<'alarm_events'>

/** Table `alarm_events`: every step of every alarm, as it stands in the ledger. Remembers nothing. */
export const alarmEventsProjection = () => {
  const changed = pendingRows<AlarmEventRow>()
  return {
    apply({ event, seq }: Fact, bot: BotIdentity | undefined): void {
      if (bot === undefined) return
      switch (event.type) {
        case 'alarm.raised':
        case 'alarm.escalated':
        case 'alarm.cleared':
        case 'alarm.acknowledged': {
          const { data, type, time } = event
          const step = 'level' in data ? data : null
          changed.put(seq, {
            alarm_id: data.alarm_id,
            ledger_seq: seq,
            type,
            time,
            level: step?.level ?? null,
            previous_level: 'previous_level' in data ? data.previous_level : null,
            current_value: step?.current_value ?? null,
            threshold_value: step?.threshold_value ?? null,
            kpi_seq: step?.kpi_seq ?? null,
            message: step?.message ?? ('reason' in data ? data.reason : null),
            by: 'by' in data ? data.by : null,
          })
          return
        }
        default:
      }
    },
    take: changed.take,
  }
}
