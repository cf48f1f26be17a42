import type { z } from 'zod'
import { withEntryGaps } from '../reads/as-of/entry-gaps.ts'
import { tradesOf } from '../reads/as-of/trades-then.ts'
import { readOpenPositions } from '../reads/open-positions.ts'
import { type TradeFilters, whereTrade } from '../reads/trade-filters.ts'
import { readTrades, TRADE_FIELDS } from '../reads/trades.ts'
import { type ColumnKind, columnsOf } from './column.ts'
import type { exportPositionsQuery, exportTradesQuery } from './export-query.ts'
import { type ExportContext, PAGE_ROWS, pagesBy, type RowSource } from './row-source.ts'

/** What is no text in a trade. */
const KINDS: Partial<Record<(typeof TRADE_FIELDS)[number], ColumnKind>> = {
  confidence: 'number',
  position_size: 'number',
  quantity: 'number',
  entry_price: 'number',
  exit_price: 'number',
  take_profit: 'number',
  stop_loss: 'number',
  entry_time: 'time',
  exit_time: 'time',
  duration_seconds: 'number',
  gross_pnl: 'number',
  entry_fee: 'number',
  exit_fee: 'number',
  fees: 'number',
  realized_pnl: 'number',
  realized_pnl_pct: 'number',
  ambiguous: 'boolean',
  price_gap: 'boolean',
  expires_at: 'time',
  accepted_at: 'time',
  accepted_seq: 'number',
}

const countTrades = async ({ projection, coverage }: ExportContext, filters: TradeFilters): Promise<number> => {
  const { n } = await tradesOf(projection, filters.as_of)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(whereTrade(coverage, filters))
    .executeTakeFirstOrThrow()
  return n
}

/** Trades as the list shows them, newest first: as they stand, or with `as_of` as they stood. */
export const tradeRows: RowSource<z.output<typeof exportTradesQuery>> = {
  columns: columnsOf(TRADE_FIELDS, KINDS),
  count: (context, { format: _, provenance: __, ...filters }) => countTrades(context, filters),
  pages: ({ projection, coverage, gateway }, { format: _, provenance: __, ...filters }) =>
    pagesBy(async (cursor) => {
      const found = await readTrades(projection, coverage, { ...filters, limit: PAGE_ROWS, cursor })
      return { rows: await withEntryGaps(gateway.tape, found), next: found.next }
    }),
}

/** Open trades at the prices of now, newest first; with `as_of` those that were open then, at none. */
export const positionRows: RowSource<z.output<typeof exportPositionsQuery>> = {
  columns: [
    ...columnsOf(TRADE_FIELDS, KINDS),
    ...columnsOf(['current_price', 'current_price_time', 'unrealized_pnl', 'unrealized_pnl_pct', 'price_state'], {
      current_price: 'number',
      current_price_time: 'time',
      unrealized_pnl: 'number',
      unrealized_pnl_pct: 'number',
    }),
  ],
  count: (context, { format: _, provenance: __, ...filters }) => countTrades(context, { ...filters, status: ['OPEN'] }),
  pages: ({ projection, coverage, gateway, now }, { format: _, provenance: __, ...filters }) =>
    pagesBy(async (cursor) => {
      const query = { ...filters, limit: PAGE_ROWS, cursor }
      const live = { board: gateway.board, nowMs: Date.parse(now) }
      const { positions, next, unsure } = await readOpenPositions(projection, coverage, query, live)
      return { rows: await withEntryGaps(gateway.tape, { trades: positions, unsure }), next }
    }),
}
