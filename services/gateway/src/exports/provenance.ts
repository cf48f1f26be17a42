import type { Snapshot } from '@papertape/store'
import { PROJECTION_VERSION } from '@papertape/store'

/** Says with every file what it is not. */
const DISCLOSURE =
  'Paper trading: no order was sent to any market. The data is the operator’s; each figure can be checked against the ledger.'

/** Where an exported file comes from: enough to ask for it again, and to check it. */
export type Provenance = {
  exported: string
  gateway: string | null
  mode: string
  bot_id: string | null
  filters: Readonly<Record<string, unknown>>
  as_of_seq: number
  as_of_time: string | null
  ledger_epoch: string | null
  projection_epoch: string
  projection_version: number
  generated_at: string
  rows: number
  time_zone: 'UTC'
  disclosure: string
}

/** Those of its names that hold an instant. */
export const PROVENANCE_TIMES: readonly string[] = ['as_of_time', 'generated_at'] satisfies (keyof Provenance)[]

type Given = Pick<Provenance, 'exported' | 'mode' | 'bot_id' | 'filters' | 'generated_at' | 'rows'> & {
  publicUrl: string | undefined
  checkpoint: Pick<Snapshot['checkpoint'], 'ledger_epoch' | 'epoch'>
  asOf: { seq: number; time: string | null }
}

export const provenanceOf = ({ publicUrl, checkpoint, asOf, ...given }: Given): Provenance => ({
  exported: given.exported,
  gateway: publicUrl ?? null,
  mode: given.mode,
  bot_id: given.bot_id,
  filters: given.filters,
  as_of_seq: asOf.seq,
  as_of_time: asOf.time,
  ledger_epoch: checkpoint.ledger_epoch,
  projection_epoch: checkpoint.epoch,
  projection_version: PROJECTION_VERSION,
  generated_at: given.generated_at,
  rows: given.rows,
  time_zone: 'UTC',
  disclosure: DISCLOSURE,
})
