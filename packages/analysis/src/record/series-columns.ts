import { DataError } from '../reading/data-error.ts'
import type { Column, Header } from '../reading/header.ts'
import { timeColumn } from './time-column.ts'

/** A series of values whose kind its columns do not tell. */
export type SeriesKind = 'returns' | 'equity' | null

const RETURNS = ['return', 'returns', 'ret', 'rets', 'daily_return', 'daily_returns', 'strategy_return', 'pct_change']
const EQUITY = [
  'equity',
  'balance',
  'nav',
  'account_value',
  'portfolio_value',
  'total_value',
  'net_worth',
  'close',
  'price',
] as const
const PER_CENT = /%|\b(?:pct|percent|per_cent)\b|_(?:pct|percent)$/i

/** Where the two columns of a series are; `kind` is what the name of the value says, else what was asked for. */
export type SeriesColumns = { kind: SeriesKind; time: Column; value: Column }

const valueColumn = (header: Header, names: readonly string[]): Column | null => {
  const found = header.findAll(...names)
  if (found.length > 1) {
    const list = found.map(({ name }) => name).join(' and ')
    throw new DataError(`unclear which column counts, ${list}: name one of them value`)
  }
  return found[0] ?? null
}

/** Time and value of a series; `wanted` is the kind that was asked for. */
export const seriesColumns = (header: Header, wanted: SeriesKind): SeriesColumns | null => {
  const time = timeColumn(header)
  if (time === null) return null
  const [plain] = header.findAll('value')
  if (plain !== undefined) return { kind: wanted, time, value: plain }
  const returns = wanted === 'equity' ? null : valueColumn(header, RETURNS)
  const equity = wanted === 'returns' ? null : valueColumn(header, EQUITY)
  if (returns !== null && equity !== null) {
    throw new DataError(
      `unclear which column counts, ${returns.name} or ${equity.name}: say --kind returns or --kind equity`,
    )
  }
  if (returns !== null) return { kind: 'returns', time, value: returns }
  if (equity !== null) return { kind: 'equity', time, value: equity }
  const other = header.names.length === 2 ? 1 - time.index : -1
  const name = header.names[other]
  if (name === undefined) return null
  if (PER_CENT.test(name)) throw new DataError('is in per cent by its name; give fractions (0.01 for 1 %)', null, name)
  // Asked for as the one, called as the other: taken, and told.
  const isOther = (names: readonly string[]) => header.findAll(...names).some(({ index }) => index === other)
  const kind =
    wanted === 'returns' && isOther(EQUITY) ? 'equity' : wanted === 'equity' && isOther(RETURNS) ? 'returns' : wanted
  return { kind, time, value: { index: other, name } }
}
