import type { z } from 'zod'
import { readSignals, SIGNAL_FIELDS, whereListed } from '../reads/signals.ts'
import { columnsOf } from './column.ts'
import type { exportSignalsQuery } from './export-query.ts'
import { PAGE_ROWS, pagesBy, type RowSource } from './row-source.ts'

/** Every disposition as the list shows it, newest first. Of a refused signal each column holds whatever was sent. */
export const signalRows: RowSource<z.output<typeof exportSignalsQuery>> = {
  columns: columnsOf(SIGNAL_FIELDS, {
    confidence: 'number',
    entry_price: 'number',
    take_profit: 'number',
    stop_loss: 'number',
    time: 'time',
    source_time: 'time',
    received_at: 'time',
    ledger_seq: 'number',
  }),
  count: async ({ projection, coverage }, filters) => {
    const { n } = await projection
      .selectFrom('signals')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where(whereListed(coverage, filters))
      .executeTakeFirstOrThrow()
    return n
  },
  pages: ({ projection, coverage }, { format: _, provenance: __, ...filters }) =>
    pagesBy(async (cursor) => {
      const { signals, next } = await readSignals(projection, coverage, { ...filters, limit: PAGE_ROWS, cursor })
      return { rows: signals, next }
    }),
}
