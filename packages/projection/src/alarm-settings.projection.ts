import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'

type SettingsRow = WrittenRow<'alarm_settings'>

/** Table `alarm_settings`: the thresholds of all bots, the newest only. Remembers nothing. */
export const alarmSettingsProjection = () => {
  const changed = pendingRows<SettingsRow>()
  return {
    apply({ event, seq }: Fact): void {
      if (event.type !== 'alarms.configured') return
      const { thresholds, by, reason } = event.data
      changed.put('all', {
        name: 'all',
        thresholds: JSON.stringify(thresholds),
        configured_by: by,
        configured_reason: reason,
        configured_at: event.time,
        ledger_seq: seq,
      })
    },
    take: changed.take,
  }
}
