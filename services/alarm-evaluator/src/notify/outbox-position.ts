import { type Store, storeError } from '@papertape/store'

/**
 * Begins the telling of a ledger at its present end, unless it has begun before: of what happened until now nobody is
 * told, neither by a new outbox nor by one whose alarms are folded again. A ledger that ends before the position has been
 * restored from an older copy; what happens there from now on is told.
 */
export const beginTelling = async (store: Store, ledgerEpoch: string, lastSeq: number): Promise<void> => {
  try {
    await store.db
      .withSchema('ops')
      .insertInto('notification_positions')
      .values({ ledger_epoch: ledgerEpoch, seq: lastSeq })
      .onConflict((conflict) =>
        conflict.column('ledger_epoch').doUpdateSet({ seq: lastSeq }).where('notification_positions.seq', '>', lastSeq),
      )
      .execute()
  } catch (error) {
    throw storeError(error)
  }
}
