import { type Html, html } from '@papertape/report'

export type Cell = { label: string; value: Html; number?: boolean }

type Cells = readonly [Cell, ...Cell[]]

/** A row, and the key that tells it from the others. */
export type Row = { key: string; cells: Cells }

const rowOf = ({ key, cells: [head, ...cells] }: Row): Html =>
  html`<tr role="row" data-key="${key}"><th role="rowheader" scope="row">${head.value}</th>${cells.map(
    ({ label, value, number }) =>
      html`<td role="cell" data-label="${label}" class="${number === true ? 'number' : ''}">${value}</td>`,
  )}</tr>`

/** A section with a table, or with a sentence where there is nothing to show. */
export const tableSection = (key: string, title: string, rows: readonly Row[], empty: string): Html => {
  const [first] = rows
  return html`<section data-key="${key}" aria-labelledby="${key}-h"><h2 id="${key}-h">${title}</h2>${
    first === undefined
      ? html`<p class="empty">${empty}</p>`
      : html`<table role="table" aria-labelledby="${key}-h"><thead role="rowgroup"><tr role="row">${first.cells.map(
          ({ label, number }) =>
            html`<th role="columnheader" scope="col" class="${number === true ? 'number' : ''}">${label}</th>`,
        )}</tr></thead><tbody role="rowgroup">${rows.map(rowOf)}</tbody></table>`
  }</section>`
}

export const plain = (text: string): Html => html`${text}`
