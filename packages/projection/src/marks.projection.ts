import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows, rowKey } from './pending-rows.ts'

type MarkRow = WrittenRow<'marks'>

/** Table `marks`; keeps the times of live prices, by which stale ones are told. */
export const marksProjection = (liveMarks: readonly Pick<MarkRow, 'partition' | 'venue' | 'symbol' | 'time'>[]) => {
  const liveTimes = new Map(
    liveMarks.map(({ partition, venue, symbol, time }) => [rowKey(partition, venue, symbol), time]),
  )
  const changed = pendingRows<MarkRow>()
  return {
    apply({ event, seq }: Fact): void {
      if (event.type !== 'marks.recorded') return
      const { partition, run, minute, ledger_seq, ticks_epoch } = event.data
      for (const mark of event.data.marks) {
        const { venue, symbol, price, time } = mark
        if (run === null) liveTimes.set(rowKey(partition, venue, symbol), time)
        changed.put(rowKey(partition, run, venue, symbol), {
          partition,
          run,
          venue,
          symbol,
          price,
          time,
          seq: mark.seq,
          ticks_epoch,
          minute,
          ledger_seq,
          marked_seq: seq,
        })
      }
    },
    /** Time of the newest live tick that a mark showed, where there was one. */
    liveTimeOf: (partition: number, venue: string, symbol: string): string | undefined =>
      liveTimes.get(rowKey(partition, venue, symbol)),
    take: changed.take,
  }
}
