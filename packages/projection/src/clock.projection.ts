import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'

type ClockRow = WrittenRow<'clock'>

/** Table `clock`: the last full minute of live and demo bots. */
export const clockProjection = (row: ClockRow | null) => {
  let minute = row?.minute ?? null
  const changed = pendingRows<ClockRow>()
  return {
    apply({ event, seq }: Fact): void {
      if (event.type !== 'clock.ticked' || (minute !== null && event.data.minute <= minute)) return
      minute = event.data.minute
      changed.put('clock', { name: 'clock', minute, ledger_seq: seq })
    },
    minute: () => minute,
    take: changed.take,
  }
}
