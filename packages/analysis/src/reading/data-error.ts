/** Where a row stands: counted from 1 without the header, and its line in the file, where the format has lines. */
export type Place = { row: number; line: number | null }

/** A place as an error or a warning names it. */
export const placeText = (place: Place | null, column: string | null): string => {
  const parts = [
    ...(place === null ? [] : [`row ${place.row}${place.line === null ? '' : ` (line ${place.line})`}`]),
    ...(column === null ? [] : [`column ${column}`]),
  ]
  return parts.length === 0 ? '' : `${parts.join(', ')}: `
}

/** Data that cannot be read: the message names the row and the column. */
export class DataError extends Error {
  override name = 'DataError'
  constructor(what: string, place: Place | null = null, column: string | null = null) {
    super(`${placeText(place, column)}${what}`)
  }
}

const SHOWN_LENGTH_MAX = 60

/** A cell as a message shows it: quoted, its controls escaped, and cut where it is long. */
export const quoted = (cell: string): string =>
  JSON.stringify(cell.length > SHOWN_LENGTH_MAX ? `${cell.slice(0, SHOWN_LENGTH_MAX)}…` : cell)
