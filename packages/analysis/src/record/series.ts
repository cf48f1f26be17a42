import type { Cell } from '../reading/cell.ts'
import { numberOf } from '../reading/cell.ts'
import type { Place } from '../reading/data-error.ts'
import type { Doubts } from '../reading/doubts.ts'
import { createTimeReader } from '../reading/time.ts'
import type { SeriesColumns } from './series-columns.ts'

/** Values over time, in the order of the file; times are milliseconds since 1970. */
export type Series = { times: readonly number[]; values: readonly number[] }

/** What is known of the values as a whole, by which their kind is told. */
type Extent = { lowest: number; highest: number }

export type SeriesReader = {
  row: (cells: readonly Cell[], place: Place) => void
  series: Series
  extent: () => Extent
}

/** Reads the rows of a series: nothing is sorted, filled or left out. */
export const createSeriesReader = (columns: SeriesColumns, doubts: Doubts): SeriesReader => {
  const times: number[] = []
  const values: number[] = []
  const timeOf = createTimeReader(columns.time.name)
  let lastMs = Number.NEGATIVE_INFINITY
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  return {
    row(cells, place) {
      const ms = timeOf(cells[columns.time.index], place)
      const value = numberOf(cells[columns.value.index], place, columns.value.name)
      if (ms < lastMs) {
        doubts.add(
          'the time is before that of the row above; rows are taken in the order given',
          place,
          columns.time.name,
        )
      } else if (ms === lastMs) doubts.add('the time is that of the row above', place, columns.time.name)
      lastMs = ms
      if (value < lowest) lowest = value
      if (value > highest) highest = value
      times.push(ms)
      values.push(value)
    },
    series: { times, values },
    extent: () => ({ lowest, highest }),
  }
}

/** Below this all-positive values could be gains, above it levels; between the two nobody can tell. */
const GAIN_MAX = 0.5

/** A kind that was told by the values, and by what. */
type Told = { kind: 'returns' | 'equity' | null; because: string }

/**
 * Whether values are returns or equity; `null` where they could be both and there is no other file to go by. Nothing at all
 * counts as returns.
 */
export const tellKind = ({ lowest, highest }: Extent, otherFile?: 'returns' | 'equity'): Told => {
  if (highest >= lowest && lowest <= 0) return { kind: 'returns', because: 'values are not all above zero' }
  if (highest >= lowest && lowest > GAIN_MAX) return { kind: 'equity', because: `all values are above ${GAIN_MAX}` }
  if (otherFile !== undefined) return { kind: otherFile, because: 'the other file is' }
  if (highest < lowest) return { kind: 'returns', because: 'there are no rows' }
  if (highest <= GAIN_MAX) return { kind: 'returns', because: `no value is above ${GAIN_MAX}` }
  return { kind: null, because: `values lie on both sides of ${GAIN_MAX}` }
}

/** Says what speaks against the kind that values are taken for. */
export const doubtKind = (kind: 'returns' | 'equity', { lowest, highest }: Extent, doubts: Doubts): void => {
  if (kind === 'returns' && lowest > 1 && lowest <= highest) {
    doubts.add('every value is above 1, a gain of more than 100 %: these look like prices or equity (--kind equity)')
  }
  if (kind === 'equity' && lowest < 0 && highest < 1) {
    doubts.add('no value reaches 1 and some are below zero: these look like returns (--kind returns)')
  }
}
