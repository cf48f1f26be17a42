import type { Column } from './column.ts'

export type Sort = { column: string; descending: boolean }

/** `-pnl` = by `pnl`, greatest first. */
export const sortOf = (text: string | null): Sort | null =>
  text === null ? null : { column: text.replace(/^-/, ''), descending: text.startsWith('-') }

export const sortText = ({ column, descending }: Sort): string => `${descending ? '-' : ''}${column}`

/** Rows in the order asked for; equal ones, and rows without a value last, stay as they came. */
export const sorted = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] => {
  const by = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (sort === null || by === undefined) return rows
  const way = sort.descending ? -1 : 1
  return rows
    .map((row) => ({ row, value: by(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return a.value < b.value ? -way : a.value > b.value ? way : 0
    })
    .map(({ row }) => row)
}

/**
 * The rows in the order of before, with their newest values: rows that have gone are left out, new ones are not put in.
 * `waiting` is how many would be elsewhere, or are not shown yet.
 */
export const held = <Row>(
  order: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): { rows: readonly Row[]; waiting: number } => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  const kept = order.flatMap((key) => byKey.get(key) ?? [])
  const known = new Set(order)
  const before = rows.filter((row) => known.has(keyOf(row)))
  const moved = before.filter((row, at) => row !== kept[at]).length
  return { rows: kept, waiting: rows.length - before.length + moved }
}
