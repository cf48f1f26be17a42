import { dash, shown } from './format.ts'
import { type Html, html } from './html.ts'
import { reasonInWords } from './reasons.ts'
import type { FigureGroup, SheetFigure, SheetQuality } from './tear-sheet.ts'

const doubt = ({ n, reason }: SheetQuality): Html =>
  html`<small class="doubt">${reasonInWords(reason)}${reason === 'LESS_THAN_ONE_YEAR' ? null : html` (n = ${n})`}</small>`

/** The value, and where there is none the reason in words; where it rests on too little, on how much. */
const valueOf = ({ value, unit, signed, quality }: SheetFigure): Html => {
  const isUndefined = value === null || (typeof value === 'number' && !Number.isFinite(value))
  if (isUndefined) {
    return html`${dash}${quality === undefined ? null : html` <small>${reasonInWords(quality.reason)}</small>`}`
  }
  return html`${shown(value, unit, signed)}${quality === undefined ? null : html` ${doubt(quality)}`}`
}

const row = (figure: SheetFigure): Html =>
  html`<div class="figure"><dt>${figure.label}</dt><dd>${valueOf(figure)}</dd></div>`

/** The few figures to see first. */
export const headlineMarkup = (figures: readonly SheetFigure[]): Html =>
  figures.length === 0 ? html`` : html`<dl class="headline">${figures.map(row)}</dl>`

/** All figures, by group. */
export const groupsMarkup = (groups: readonly FigureGroup[]): Html =>
  groups.length === 0
    ? html``
    : html`<div class="columns">${groups.map(
        ({ title, figures }) => html`<section class="group"><h2>${title}</h2><dl>${figures.map(row)}</dl></section>`,
      )}</div>`

/** What each figure means, those that say so. */
export const meaningsMarkup = (groups: readonly FigureGroup[]): Html => {
  const figures = groups.flatMap((group) => group.figures).filter(({ meaning }) => meaning !== undefined)
  return figures.length === 0
    ? html``
    : html`<section class="meanings"><h2>What the figures mean</h2><dl>${figures.map(
        ({ label, meaning }) => html`<div><dt>${label}</dt><dd>${meaning ?? null}</dd></div>`,
      )}</dl></section>`
}
