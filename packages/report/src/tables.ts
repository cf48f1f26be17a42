import { dash, shown } from './format.ts'
import { type Html, html } from './html.ts'
import type { SheetColumn, SheetTable, Value } from './tear-sheet.ts'

type Row = Readonly<Record<string, Value>>

const WORDS: ReadonlySet<string> = new Set(['text', 'time', 'day'])

/** A name up to this long stays on one line. */
const SHORT_LENGTH_MAX = 24

const kindOf = ({ unit }: SheetColumn): string => (WORDS.has(unit) ? unit : 'number')

const cellKind = (column: SheetColumn, value: Value): string =>
  column.unit === 'text' && String(value ?? '').length <= SHORT_LENGTH_MAX ? 'short' : kindOf(column)

const valueIn = (row: Row, key: string): Value => (Object.hasOwn(row, key) ? (row[key] ?? null) : null)

const cells = (columns: readonly SheetColumn[], row: Row, absent: Html): Html[] =>
  columns.map((column, index) => {
    const value = valueIn(row, column.key)
    const content = value === null ? absent : shown(value, column.unit, column.signed)
    return index === 0
      ? html`<th scope="row" class="${cellKind(column, value)}">${content}</th>`
      : html`<td class="${cellKind(column, value)}">${content}</td>`
  })

/** Tables in their order; narrow ones that follow each other stand in columns where there is room. */
export const tablesMarkup = (tables: readonly SheetTable[]): Html => {
  const parts: Html[] = []
  let narrow: Html[] = []
  const endColumns = () => {
    if (narrow.length > 0) parts.push(html`<div class="columns">${narrow}</div>`)
    narrow = []
  }
  for (const table of tables) {
    if (table.narrow !== true) endColumns()
    ;(table.narrow === true ? narrow : parts).push(tableMarkup(table))
  }
  endColumns()
  return html`${parts}`
}

/** A table with all its rows; where it has none it says so. It scrolls by itself where the page is too narrow for it. */
const tableMarkup = ({ title, columns, rows, total, narrow, note }: SheetTable): Html =>
  html`<section class="${narrow === true ? 'table narrow' : 'table'}"><h2>${title}</h2>${
    note === undefined ? null : html`<p class="note">${note}</p>`
  }${
    rows.length === 0
      ? html`<p class="empty">Nothing yet.</p>`
      : html`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${kindOf(column)}">${column.label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(columns, row, dash)}</tr>\n`)}</tbody>${
          total === undefined ? null : html`<tfoot><tr>${cells(columns, total, html``)}</tr></tfoot>`
        }</table></div>`
  }</section>`
