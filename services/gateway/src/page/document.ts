import type { BuiltDashboard } from '@papertape/dashboard'
import { type Html, html } from '@papertape/report'
import type { OwnAssets } from './assets.ts'
import { LANGUAGES } from './language.ts'
import { BASE, PAGES } from './pages.ts'
import type { Voice } from './voice.ts'

/** Everything from here, nothing inline, nobody's frame. `'self'` stands for this origin's WebSockets as well. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What one document says. */
export type DocumentParts = {
  title: string
  /** The figures in one sentence; `null` where there are none. */
  description: string | null
  content: Html
  /** The page's own address, below the base, without its query. */
  path: string
  /** The part of the query that goes along to other pages. */
  scope: URLSearchParams
  /** Which kind of figures they are; `null` where there are none. */
  mode: string | null
  isIndexed: boolean
  /** Whether the program of the dashboard takes the page over. */
  isInteractive: boolean
  /** The page and the ledger position that a shared link shows in the place of its own address. */
  shared?: { place: string; as_of: number | null }
}

/** What all documents of a gateway have in common. */
export type DocumentFrame = {
  built: BuiltDashboard | null
  own: OwnAssets
  /** Under which address people reach the gateway; `undefined` where nobody has told. */
  publicUrl: string | undefined
}

const ASSETS = `${BASE}/assets`

const social = ({ title, description, path }: DocumentParts, { publicUrl }: DocumentFrame, voice: Voice): Html =>
  html`<meta property="og:type" content="website">
<meta property="og:site_name" content="${voice.words.brand}">
<meta property="og:title" content="${title}">
<meta property="og:locale" content="${voice.language === 'tr' ? 'tr_TR' : 'en_US'}">
${description === null ? null : html`<meta name="description" content="${description}">\n<meta property="og:description" content="${description}">\n`}${
  publicUrl === undefined
    ? null
    : html`<meta property="og:url" content="${`${publicUrl.replace(/\/$/, '')}${BASE}${path}`}">\n`
}`

const program = ({ entry, themeScript }: BuiltDashboard, isInteractive: boolean): Html =>
  html`<script src="${ASSETS}/${themeScript}"></script>
${entry.styles.map((name) => html`<link rel="stylesheet" href="${ASSETS}/${name}">\n`)}${
  isInteractive
    ? html`${entry.preloads.map((name) => html`<link rel="modulepreload" href="${ASSETS}/${name}">\n`)}<script type="module" src="${ASSETS}/${entry.script}"></script>\n`
    : null
}`

const head = (parts: DocumentParts, frame: DocumentFrame, voice: Voice): Html => {
  const { built, own } = frame
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title} · ${voice.words.brand}</title>
${parts.isIndexed ? null : html`<meta name="robots" content="noindex">\n`}${social(parts, frame, voice)}<link rel="icon" href="${ASSETS}/${built?.icon ?? own.icon}">
<link rel="stylesheet" href="${ASSETS}/${own.style}">
${built === null ? null : program(built, parts.isInteractive)}`
}

const linkTo = (path: string, scope: URLSearchParams): string =>
  `${BASE}${path}${scope.size === 0 ? '' : `?${scope.toString()}`}`

/** Leads to every page, and to this one in the other languages. */
const navigation = ({ path, scope }: DocumentParts, { language, words }: Voice): Html => {
  const pages = [...PAGES.filter(({ inNavigation }) => inNavigation), { name: 'reports', route: '/reports' } as const]
  const others = LANGUAGES.filter((other) => other !== language)
  return html`<nav aria-label="${words.pages}"><ul>${pages.map(
    ({ name, route }) =>
      html`<li><a href="${linkTo(route, scope)}"${route === path ? html` aria-current="page"` : null}>${words[name]}</a></li>`,
  )}${others.map(
    (other) =>
      html`<li><a lang="${other}" hreflang="${other}" href="${linkTo(path, new URLSearchParams([...scope].filter(([name]) => name !== 'lang').concat([['lang', other]])))}">${other === 'tr' ? 'Türkçe' : 'English'}</a></li>`,
  )}</ul></nav>`
}

/**
 * A whole document. The plain page inside `#app` says all it knows without a script; the program of the dashboard puts its
 * own in that place.
 */
export const documentMarkup = (parts: DocumentParts, frame: DocumentFrame, voice: Voice): string => {
  const { language, words } = voice
  const { shared, isInteractive } = parts
  const note = frame.built === null && isInteractive ? words.notBuilt : words.withoutScript
  const ofShared =
    shared === undefined
      ? null
      : html` data-place="${shared.place}"${shared.as_of === null ? null : html` data-as-of="${shared.as_of}"`}`
  return `<!doctype html>\n${
    html`<html lang="${language}"${parts.mode === null ? null : html` data-mode="${parts.mode}"`}${ofShared}>
<head>
${head(parts, frame, voice)}</head>
<body>
<div id="${isInteractive ? 'app' : 'page'}"><div class="plain">
<a class="skip" href="#figures">${words.skip}</a>
<header>
<p class="brand"><a href="${linkTo('', parts.scope)}">${words.brand}</a></p>
${frame.built === null || !isInteractive ? html`<p class="note">${note}</p>` : html`<noscript><p class="note">${note}</p></noscript>`}
</header>
${navigation(parts, voice)}
<main id="figures" tabindex="-1">
<h1>${parts.title}</h1>
${parts.content}
</main>
<footer><p>${words.disclosure}</p></footer>
</div></div>
</body>
</html>`.markup
  }\n`
}
