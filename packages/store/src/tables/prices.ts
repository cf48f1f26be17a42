import { integer, sequence, table, text, textOrNull } from '../table.ts'

/** The newest mark per partition, run (null = live and demo) and instrument: a price to show, a place to resume at. */
export const marks = table({
  columns: {
    partition: integer(),
    run: textOrNull(),
    venue: text(),
    symbol: text(),
    price: text(),
    /** The marked tick's time. */
    time: text(),
    /** The marked tick's sequence in PRICES or REPLAYS, whose epoch is `ticks_epoch`. */
    seq: sequence(),
    ticks_epoch: text(),
    minute: text(),
    /** The ledger position through which the mark's writer had heard. */
    ledger_seq: sequence(),
    /** The ledger sequence of the mark itself. */
    marked_seq: sequence(),
  },
  key: ['partition', 'run', 'venue', 'symbol'],
  indexes: [],
  rewritten: true,
})

/** The clock of live and demo bots: one row, `name = 'clock'`. */
export const clock = table({
  columns: { name: text(), minute: text(), ledger_seq: sequence() },
  key: ['name'],
  indexes: [],
})
