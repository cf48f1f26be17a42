import { integer, sequence, table, text, textOrNull } from '../table.ts'

/** How far the projection has come: one row, `name = 'ledger'`. All tables are as of `seq`, in one snapshot. */
export const checkpoint = table({
  columns: {
    name: text(),
    seq: sequence(),
    /** LEDGER's epoch; null until the projector has met the ledger. */
    ledger_epoch: textOrNull(),
    /** Names this incarnation of the projection; another one after each rebuild. */
    epoch: text(),
    version: integer(),
    /** `recorded_at` of the fact at `seq`: the `meta.as_of.time` of answers. */
    as_of: textOrNull(),
  },
  key: ['name'],
  indexes: [],
})
