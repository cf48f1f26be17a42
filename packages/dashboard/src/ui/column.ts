import type { ComponentChildren } from 'preact'

/** A column of a `DataTable`. */
export type Column<Row> = {
  id: string
  label: string
  cell: (row: Row) => ComponentChildren
  /** What rows are sorted by; without it the column cannot be. `null` sorts last both ways. */
  sortBy?: (row: Row) => string | number | null
  numeric?: boolean
  /** One of the few fields that a phone shows first. */
  key?: boolean
  /** Shown only when somebody picks it. */
  optional?: boolean
  /** What the last row says about all. */
  sum?: (rows: readonly Row[]) => ComponentChildren
}

/** Decimal texts as numbers that sort rightly; what is no number sorts last. */
export const sortable = (value: string | number | null): number | null => {
  if (value === null) return null
  const number = Number(value)
  return Number.isNaN(number) ? null : number
}
