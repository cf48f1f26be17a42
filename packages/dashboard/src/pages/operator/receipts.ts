import type { Answer } from '@papertape/client'
import { signal } from '@preact/signals'

/** The fact of the ledger that a change made. */
export type Recorded = { readonly ledger_seq: number; readonly type: string; readonly id: string }

/** What came of one change: `recorded` is `null` where nothing had to change, absent where the ledger does not keep it. */
export type Receipt = {
  readonly at: string
  readonly what: string
  readonly seq: number | null
  readonly recorded?: Recorded | null
}

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' &&
  value !== null &&
  'ledger_seq' in value &&
  typeof value.ledger_seq === 'number' &&
  'type' in value &&
  typeof value.type === 'string' &&
  'id' in value &&
  typeof value.id === 'string'

/** The receipt of an answer, by what its `meta` says. */
export const receiptOf = (
  what: string,
  { meta, asOf }: Pick<Answer<unknown>, 'meta' | 'asOf'>,
  at = new Date().toISOString(),
): Receipt => {
  const told = meta['recorded']
  const receipt = { at, what, seq: asOf?.seq ?? null }
  if (told === null || isRecorded(told)) return { ...receipt, recorded: told }
  return receipt
}

/** What was changed from this page since it was loaded, the newest first. */
export const receipts = signal<readonly Receipt[]>([])

const KEPT = 100

export const keepReceipt = (receipt: Receipt): void => {
  receipts.value = [receipt, ...receipts.peek()].slice(0, KEPT)
}
