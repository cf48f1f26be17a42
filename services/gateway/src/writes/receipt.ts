import type { LedgerEvent, Unrecorded } from '@papertape/events'

/** The fact that a request made, by which whoever asked can find it in the ledger. */
export type Receipt = { ledger_seq: number; type: LedgerEvent['type']; id: string }

export const receiptOf = (seq: number, { id, type }: Pick<Unrecorded<LedgerEvent>, 'id' | 'type'>): Receipt => ({
  ledger_seq: seq,
  type,
  id,
})
