import { dash, numberText } from './format.ts'
import { type Html, html } from './html.ts'
import type { MonthlyReturns } from './tear-sheet.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SHADES = 4

/** How strongly a return is shaded: 1 to 4, by its size beside the largest one. */
const shadeOf = (value: number, largest: number): number =>
  largest === 0 ? 1 : Math.max(1, Math.ceil((Math.abs(value) / largest) * SHADES))

/** `largest` is the return that is shaded most; `null` = no shade. */
const cell = (value: number | null, largest: number | null): Html => {
  const text = numberText(value, 'percent', true)
  const kind = largest === null ? 'number sum' : 'number'
  if (value === null || text === null) return html`<td class="${kind}">${dash}</td>`
  const shade = value === 0 || largest === null ? '' : ` ${value > 0 ? 'up' : 'down'}${shadeOf(value, largest)}`
  return html`<td class="${kind}${shade}"><data value="${value}">${text.replace(' %', '')}</data></td>`
}

/** Returns by month and year: each number with its sign, shaded by its size. Nothing where there are none. */
export const monthlyMarkup = (years: readonly MonthlyReturns[]): Html => {
  if (years.length === 0) return html``
  const values = years.flatMap(({ months }) => months.filter((value) => value !== null))
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite))
  return html`<section class="table monthly"><h2>Monthly returns <small>per cent</small></h2><div class="scroll" role="region" aria-label="Monthly returns" tabindex="0"><table>
<thead><tr><th scope="col">Year</th>${MONTHS.map((month) => html`<th scope="col" class="number">${month}</th>`)}<th scope="col" class="number">Year</th></tr></thead>
<tbody>${years.map(
    ({ year, months, total }) =>
      html`<tr><th scope="row">${year}</th>${MONTHS.map((_, index) => cell(months[index] ?? null, largest))}${cell(total, null)}</tr>`,
  )}</tbody></table></div></section>`
}
