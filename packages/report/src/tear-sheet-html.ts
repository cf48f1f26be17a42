import { chart } from './chart.ts'
import { groupsMarkup, headlineMarkup, meaningsMarkup } from './figures.ts'
import { shown } from './format.ts'
import { foreign, type Html, html } from './html.ts'
import { monthlyMarkup } from './monthly.ts'
import { TEAR_SHEET_STYLE } from './style.ts'
import { tablesMarkup } from './tables.ts'
import type { Provenance, TearSheet } from './tear-sheet.ts'

/** An address that a page may lead to; never a script. */
const isAddress = (href: string): boolean => /^https?:\/\//.test(href) || /^\/(?!\/)/.test(href)

const provenanceRow = ({ label, text, href }: Provenance): Html =>
  html`<div><dt>${label}</dt><dd>${
    href !== undefined && isAddress(href) ? html`<a href="${href}">${foreign(text)}</a>` : foreign(text)
  }</dd></div>`

const asOfMarkup = ({ time, seq }: TearSheet['as_of']): Html =>
  time === null && seq === null
    ? html``
    : html`<p class="as-of">As of ${time === null ? html`no fact yet` : html`${shown(time, 'time')} UTC`}${
        seq === null ? null : html` · ledger ${seq}`
      }</p>`

const notesMarkup = (notes: readonly string[]): Html =>
  notes.length === 0
    ? html``
    : html`<section class="notes"><h2>Notes</h2><ul>${notes.map((note) => html`<li>${foreign(note)}</li>`)}</ul></section>`

/** The policy that the page itself names: it may show and print itself, and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * A track record on one page: a whole HTML document with its style and pictures in it, that runs no script and asks for
 * nothing. For light and dark screens of any width, and for paper. Every text in the sheet is escaped.
 */
export const tearSheetHtml = (sheet: TearSheet): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${sheet.title} · Papertape</title>
<style>${{ markup: TEAR_SHEET_STYLE }}</style>
</head>
<body>
${sheet.banner === null ? null : html`<p class="banner">${sheet.banner}</p>`}
<header><h1>${foreign(sheet.title)}</h1>${sheet.subtitle === null ? null : html`<p class="subtitle">${foreign(sheet.subtitle)}</p>`}${asOfMarkup(sheet.as_of)}</header>
<main>
${headlineMarkup(sheet.headline)}
${chart(sheet.equity, 'line', 'There is no equity to draw yet.')}
${chart(sheet.drawdown, 'below', 'There is no drawdown to draw yet.')}
${groupsMarkup(sheet.groups)}
${monthlyMarkup(sheet.monthly)}
${tablesMarkup(sheet.tables)}
${notesMarkup(sheet.notes)}
${meaningsMarkup(sheet.groups)}
</main>
<footer><dl class="provenance">${sheet.provenance.map(provenanceRow)}</dl></footer>
</body>
</html>`.markup
  }\n`
