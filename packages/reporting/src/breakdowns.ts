import { type Decimal, decimal, formatDecimal } from '@papertape/money'
import { type BreakdownRow, breakdownTable, type SheetTable } from '@papertape/report'
import type { BreakdownDimension, ProjectionTables } from '@papertape/store'
import type { Projection } from './subject.ts'

type Row = ProjectionTables['breakdowns']

/** As many rows of a breakdown are shown; the rest is summed in one. */
const ROWS_MAX = 20

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Shown = { dimension: BreakdownDimension; title: string; what: string; label?: (value: string) => string }

/** In calendar order, never cut. */
const PERIODS: readonly Shown[] = [
  {
    dimension: 'weekday',
    title: 'By weekday of exit (UTC)',
    what: 'Weekday',
    label: (value) => WEEKDAYS[Number(value) - 1] ?? value,
  },
  { dimension: 'hour', title: 'By hour of exit (UTC)', what: 'Hour', label: (value) => `${value}:00` },
]

/** Largest sums first. */
const KINDS: readonly Shown[] = [
  { dimension: 'symbol', title: 'By symbol', what: 'Symbol' },
  { dimension: 'strategy', title: 'By strategy', what: 'Strategy' },
  { dimension: 'direction', title: 'By direction', what: 'Direction' },
  { dimension: 'exit_reason', title: 'By exit', what: 'Exit' },
  { dimension: 'market_type', title: 'By market', what: 'Market' },
]

const magnitude = ({ realized_pnl }: Row): Decimal => {
  const value = decimal(realized_pnl)
  return value < 0n ? -value : value
}

const bySize = (a: Row, b: Row): number => {
  const [first, second] = [magnitude(a), magnitude(b)]
  return first === second ? ((a.value ?? '') < (b.value ?? '') ? -1 : 1) : first > second ? -1 : 1
}

const sumOf = (rows: readonly Row[], amount: (row: Row) => string): string =>
  formatDecimal(rows.reduce((sum, row) => sum + decimal(amount(row)), 0n))

/** What rows come to together, to the last digit. */
const together = (label: string, rows: readonly Row[]): BreakdownRow => ({
  label,
  trades: rows.reduce((sum, { trades }) => sum + trades, 0),
  winning_trades: rows.reduce((sum, { winning_trades }) => sum + winning_trades, 0),
  losing_trades: rows.reduce((sum, { losing_trades }) => sum + losing_trades, 0),
  fees: sumOf(rows, ({ fees }) => fees),
  realized_pnl: sumOf(rows, ({ realized_pnl }) => realized_pnl),
})

const tableOf = (
  { title, what, label = (value) => value }: Shown,
  rows: readonly Row[],
  isCut: boolean,
): SheetTable => {
  const first = isCut ? rows.slice(0, ROWS_MAX) : rows
  const rest = rows.slice(first.length)
  const shown = first.map((row) => together(row.value === null ? '(none)' : label(row.value), [row]))
  if (rest.length > 0) shown.push(together(`${rest.length} others`, rest))
  const { label: _, ...total } = together('', rows)
  return breakdownTable(title, what, shown, { total })
}

/** Rows of a scope as tables, each of which sums exactly to its total. */
export const breakdownTables = (rows: readonly Row[]): SheetTable[] => {
  const of = (wanted: BreakdownDimension) => rows.filter(({ dimension }) => dimension === wanted)
  return [
    ...KINDS.map((kind) => tableOf(kind, of(kind.dimension).toSorted(bySize), true)),
    ...PERIODS.map((period) => tableOf(period, of(period.dimension), false)),
  ]
}

/** Closed trades of a scope broken down by what they were and when they closed. */
export const readBreakdowns = async (projection: Projection, scope: string): Promise<SheetTable[]> => {
  const dimensions = [...KINDS, ...PERIODS].map(({ dimension }) => dimension)
  const rows = await projection
    .selectFrom('breakdowns')
    .selectAll()
    .where('scope', '=', scope)
    .where('dimension', 'in', dimensions)
    .orderBy('value')
    .execute()
  return breakdownTables(rows)
}
