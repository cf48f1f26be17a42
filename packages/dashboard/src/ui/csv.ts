type Cell = string | number | null

/** A text that a spreadsheet would run as a formula is told to be text. */
const guarded = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text

const written = (cell: Cell): string => {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : guarded(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as CSV (RFC 4180). Numbers are written as programs read them, whatever the page's language. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')
