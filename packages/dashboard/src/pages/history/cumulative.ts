import type { Trade } from '@papertape/client'
import { runningSums } from '../../format/decimal.ts'

/**
 * What the trades shown had come to, with each one’s exit: by trade id. Trades without an exit have none. It begins at 0 with
 * the first exit among them, as what stands on other pages is not known here.
 */
export const cumulativePnl = (trades: readonly Trade[]): ReadonlyMap<string, string> => {
  const closed = trades
    .flatMap(({ trade_id, exit_time, realized_pnl, accepted_seq }) =>
      exit_time === null || realized_pnl === null ? [] : [{ trade_id, exit_time, realized_pnl, accepted_seq }],
    )
    .toSorted((a, b) =>
      a.exit_time === b.exit_time ? a.accepted_seq - b.accepted_seq : a.exit_time < b.exit_time ? -1 : 1,
    )
  const sums = runningSums(closed.map(({ realized_pnl }) => realized_pnl))
  return new Map(closed.map(({ trade_id }, at) => [trade_id, sums[at] ?? '0']))
}
