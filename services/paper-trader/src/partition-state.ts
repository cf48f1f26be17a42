import { readTraderState, type Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { emptyPartition, markKey, type RecoveredPartition } from './recovered-partition.projection.ts'

/**
 * What the projection knows of a partition at its checkpoint.
 * @throws Error when the projection was made from another ledger.
 */
export const readPartitionState = async (store: Store, tape: Tape, p: number): Promise<RecoveredPartition> => {
  const state = await readTraderState(store, p)
  if (state.ledgerEpoch !== null && state.ledgerEpoch !== tape.epochs.ledger) {
    throw new Error(`the projection was made from the ledger created at ${state.ledgerEpoch}; run ./papertape rebuild`)
  }
  const partition = emptyPartition(state.seq)
  for (const { accepted, acceptedSeq, entryFill } of state.openTrades) {
    const { trade_id } = accepted.data
    if (trade_id !== null) partition.trades.set(trade_id, { accepted, acceptedSeq, entry: entryFill })
  }
  partition.closes = state.pendingCloses.map(({ close, seq }) => ({ close, seq }))
  for (const { run, venue, symbol, price, time, seq, ticks_epoch, ledger_seq } of state.marks) {
    partition.marks.set(markKey(run, venue, symbol), { price, time, seq, ticks_epoch, ledger_seq })
  }
  return partition
}
