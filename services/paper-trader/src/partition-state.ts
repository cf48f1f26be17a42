import { checkAgainstLedger, readTraderState, type Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { emptyPartition, markKey, type RecoveredPartition } from './recovered-partition.projection.ts'

/**
 * What the projection knows of a partition at its checkpoint.
 * @throws ProjectionMismatch when it does not belong to this ledger: only a rebuild heals that.
 */
export const readPartitionState = async (store: Store, tape: Tape, p: number): Promise<RecoveredPartition> => {
  const state = await readTraderState(store, p)
  checkAgainstLedger(state.checkpoint, await tape.streamState('LEDGER'))
  const partition = emptyPartition(state.checkpoint.seq)
  for (const { accepted, acceptedSeq, entryFill } of state.openTrades) {
    const { trade_id } = accepted.data
    if (trade_id !== null) partition.trades.set(trade_id, { accepted, acceptedSeq, entry: entryFill })
  }
  partition.closes = state.pendingCloses
  for (const { run, venue, symbol, price, time, seq, ticks_epoch, ledger_seq } of state.marks) {
    partition.marks.set(markKey(run, venue, symbol), { price, time, seq, ticks_epoch, ledger_seq })
  }
  return partition
}
