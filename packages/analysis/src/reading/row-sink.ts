import type { Cell } from './cell.ts'
import type { Place } from './data-error.ts'

/** Takes a table row by row. The first row may be a header; whoever takes it finds out. */
export type RowSink = {
  /** The names of the columns, where the format says them apart from the rows. */
  names: (names: readonly string[]) => void
  /** `false` = the row was the header, and counts as none. */
  row: (cells: readonly Cell[], place: Place) => boolean
}

/** How many characters may stand without the end of a row: what is longer is no table. */
export const ROW_LENGTH_MAX = 4 * 1024 * 1024
