import type { ClosedDay } from '@papertape/metrics'
import type { Scope, WrittenRow } from '@papertape/store'
import { pendingRows, rowKey } from './pending-rows.ts'

type DayRow = WrittenRow<'daily_returns'>

/** Table `daily_returns`. Remembers nothing between batches. */
export const dailyReturnsProjection = () => {
  const closed = pendingRows<DayRow>()
  return {
    closed: (scope: Scope, day: ClosedDay): void => closed.put(rowKey(scope, day.closed_seq), { scope, ...day }),
    take: closed.take,
  }
}
