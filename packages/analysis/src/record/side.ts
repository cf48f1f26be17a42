import { type Cell, textOf } from '../reading/cell.ts'
import { DataError, type Place, quoted } from '../reading/data-error.ts'

const UP = new Set(['buy', 'b', 'bid', 'long'])
const DOWN = new Set(['sell', 's', 'ask', 'short'])

/** Whether a side gains from rising prices: buy or long against sell or short, in any letter case. */
export const isUpSide = (cell: Cell, place: Place, column: string): boolean => {
  const text = textOf(cell).toLowerCase()
  if (UP.has(text)) return true
  if (DOWN.has(text)) return false
  throw new DataError(`is ${quoted(text)}, but must be buy or sell, LONG or SHORT`, place, column)
}
