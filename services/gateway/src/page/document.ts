import { type Html, html } from '@papertape/report'
import { time } from './format.ts'
import type { PageData } from './page-data.ts'
import { alarms, bots, figures, modeBanner, positions, trades } from './sections.ts'

/** The part of the page that changes by itself. */
export const liveMarkup = (data: PageData): Html => {
  const { checkpoint, coverage } = data
  return html`<p class="as-of" data-key="as-of">As of ${
    checkpoint.as_of === null
      ? html`<span class="none">—</span> <small>the ledger is empty</small>`
      : time(checkpoint.as_of)
  } UTC · ledger ${checkpoint.seq}${
    coverage.bot_id === null
      ? null
      : html` · only <strong>${coverage.bot_id}</strong>, <a href="/bot-performance">show all</a>`
  }</p>
${modeBanner(data)}${alarms(data)}${figures(data)}${bots(data)}${positions(data)}${trades(data)}`
}

const ASSETS = '/bot-performance/assets'

const head = (title: string): Html => html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Papertape</title>
<link rel="icon" href="${ASSETS}/icon.svg">
<link rel="stylesheet" href="${ASSETS}/style.css">`

/** A page that stands still. */
export const plainDocumentMarkup = (title: string, content: Html): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
${head(title)}
</head>
<body>
<header>
<h1>Papertape</h1>
<a href="/bot-performance">Bot performance</a>
</header>
<main>${content}</main>
</body>
</html>`.markup
  }\n`

/** The whole page, with the first figures in it: it says all it knows without a script. */
export const documentMarkup = (content: Html): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
${head('Bot performance')}
<script type="module" src="${ASSETS}/app.js"></script>
</head>
<body>
<a class="skip" href="#live">Skip to the figures</a>
<header>
<h1>Papertape</h1>
<a href="/bot-performance/reports">Reports</a>
<p id="connection" role="status"><noscript>Without a script: reload for newer figures.</noscript></p>
</header>
<main id="live" tabindex="-1">${content}</main>
<footer>
<p>Paper trading: no order was sent to any market. Every figure here can be checked against the ledger: each trade links to its fills, the ticks that decided them and the facts behind them.</p>
</footer>
</body>
</html>`.markup
  }\n`
