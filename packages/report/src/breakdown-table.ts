import type { SheetTable, Value } from './tear-sheet.ts'

/** Closed trades of one kind. Amounts are net of fees but for `gross_pnl`. */
export type BreakdownRow = {
  label: string
  trades: number
  winning_trades: number
  losing_trades: number
  fees: Value
  realized_pnl: Value
}

/** Closed trades broken down by something; `total` is the sum of all rows as the ledger has it. */
export const breakdownTable = (
  title: string,
  what: string,
  rows: readonly BreakdownRow[],
  options: { total?: Omit<BreakdownRow, 'label'>; note?: string } = {},
): SheetTable => ({
  title,
  columns: [
    { key: 'label', label: what, unit: 'text' },
    { key: 'realized_pnl', label: 'Net P/L', unit: 'amount', signed: true },
    { key: 'trades', label: 'Trades', unit: 'count' },
    { key: 'winning_trades', label: 'Won', unit: 'count' },
    { key: 'losing_trades', label: 'Lost', unit: 'count' },
    { key: 'fees', label: 'Fees', unit: 'amount' },
  ],
  rows,
  narrow: true,
  ...(options.total === undefined ? {} : { total: { label: 'All', ...options.total } }),
  ...(options.note === undefined ? {} : { note: options.note }),
})
