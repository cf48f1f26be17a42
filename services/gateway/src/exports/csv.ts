import { type Column, type ExportRow, kindOf } from './column.ts'

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * A cell. Text that somebody chose and a spreadsheet would run is led in by an apostrophe, which spreadsheets take for "this
 * is text"; numbers stay numbers, also below zero.
 */
export const csvCell = (value: unknown, column: Pick<Column, 'kind'>): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return quoted(FORMULA.test(text) && kindOf(text, column) === 'text' ? `'${text}` : text)
}

/** A line with its end (RFC 4180). */
export const csvLine = (row: ExportRow, columns: readonly Column[]): string =>
  `${columns.map((column) => csvCell(row[column.name], column)).join(',')}\r\n`

/** The names of the columns. */
export const csvHead = (columns: readonly Column[]): string =>
  `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`

/** Something that is told before the table, which who reads it can leave out by its first character. */
export const csvComment = (name: string, value: unknown): string =>
  `# ${name}: ${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/[\r\n]+/g, ' ')}\r\n`
