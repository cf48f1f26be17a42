import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows, rowKey } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'

type SilenceRow = WrittenRow<'alarm_silences'>

/** Table `alarm_silences`: the newest word on each bot and alarm type. Remembers nothing. */
export const alarmSilencesProjection = () => {
  const changed = pendingRows<SilenceRow>()
  return {
    apply({ event, seq }: Fact, bot: BotIdentity | undefined): void {
      if (event.type !== 'alarm.silenced' || bot === undefined) return
      const { alarm_type, until, by, reason } = event.data
      changed.put(rowKey(bot.bot_id, alarm_type), {
        bot_id: bot.bot_id,
        alarm_type,
        silenced_until: until,
        silenced_by: by,
        silenced_reason: reason,
        silenced_at: event.time,
        ledger_seq: seq,
      })
    },
    take: changed.take,
  }
}
