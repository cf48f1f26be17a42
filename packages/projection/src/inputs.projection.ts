import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'

type InputRow = WrittenRow<'inputs'>

/** Table `inputs`: the highest input answered in each partition. Another epoch of SIGNALS starts anew. */
export const inputsProjection = (rows: readonly InputRow[]) => {
  const inputs = new Map(rows.map((row) => [row.partition, row]))
  const changed = pendingRows<InputRow>()
  return {
    apply({ event, partition }: Fact): void {
      if (event.type !== 'signal.accepted' && event.type !== 'signal.rejected') return
      const { epoch, seq } = event.data.input
      const known = inputs.get(partition)
      if (known?.signals_epoch === epoch && known.answered_seq >= seq) return
      const row = { partition, signals_epoch: epoch, answered_seq: seq }
      inputs.set(partition, row)
      changed.put(partition, row)
    },
    take: changed.take,
  }
}
