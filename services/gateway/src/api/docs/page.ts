import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Html, html } from '@papertape/report'
import { CLOSE_CODES } from '../../feed/frames.ts'
import { PROBLEMS } from '../../http/problem.ts'
import type { Json } from '../named.ts'
import type { Operation } from '../operation.ts'
import { introduction } from './introduction.ts'
import { type ExampleAnswer, operationView, type Parameter } from './operation-view.ts'
import { schemaView } from './schema-view.ts'

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8')
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** The page runs nothing and asks for nothing. */
export const DOCS_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** One a line, written by the test that tries every example: `vitest -u` writes them anew. */
const ANSWERS = new Map(
  readFileSync(new URL('example-answers.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ExampleAnswer & { id: string })
    .map((answer) => [answer.id, answer]),
)

const jsonAt = (document: Json, ...keys: string[]): Json =>
  keys.reduce<Json>((at, key) => (at[key] ?? {}) as Json, document)

/** What `openApiOf` has written there. */
const parametersOf = (document: Json, json: Json): Parameter[] =>
  ((json['parameters'] ?? []) as (Parameter | { $ref: string })[]).map((parameter) =>
    '$ref' in parameter ? (jsonAt(document, ...parameter.$ref.slice(2).split('/')) as Parameter) : parameter,
  )

const tagView = (document: Json, operations: readonly Operation[], tag: string, description: string): Html => {
  const own = operations.filter((operation) => operation.tag === tag)
  return html`<section id="tag-${tag}"><h2>${tag}</h2><p>${description}</p>
${own.map((operation) => {
  const json = jsonAt(document, 'paths', operation.path, operation.method.toLowerCase())
  return operationView({ operation, json, answer: ANSWERS.get(operation.id) }, parametersOf(document, json))
})}</section>`
}

type Message = { name: string; summary: string; payload: Json }

const messagesView = (asyncApi: Json, title: string, action: 'receive' | 'send'): Html => {
  const names = Object.values(jsonAt(asyncApi, 'operations'))
    .map((operation) => operation as { action: string; channel: { $ref: string }; messages: { $ref: string }[] })
    .filter((operation) => operation.action === action && operation.channel.$ref === '#/channels/stream')
    .flatMap(({ messages }) => messages.map(({ $ref }) => $ref.split('/').at(-1) ?? ''))
  const rows = names.map((name) => {
    const { summary, payload } = jsonAt(asyncApi, 'components', 'messages', name) as Message
    const { op, t } = (payload['properties'] ?? {}) as { op?: Json; t?: Json }
    const word = (op ?? t)?.['const']
    return html`<article id="frame-${name}"><h4><code>${typeof word === 'string' ? word : name}</code></h4><p>${summary}</p>${schemaView(payload)}</article>`
  })
  return html`<h3>${title}</h3>${rows}`
}

const feedView = (asyncApi: Json): Html => html`<section id="feed"><h2>Frames of the live feed</h2>
<p>Subprotocol <code>papertape.v1+json</code>, JSON as text. After a break, subscribe with <code>resume</code> and the last
<code>epoch</code> and <code>seq</code> of each topic: nothing is missed and nothing comes twice.</p>
${messagesView(asyncApi, 'What a client sends', 'receive')}
${messagesView(asyncApi, 'What the server sends', 'send')}
<h3>Close codes</h3><dl>${Object.entries(CLOSE_CODES).map(
  ([reason, code]) => html`<div><dt><code>${code}</code></dt><dd>${reason}</dd></div>`,
)}</dl></section>`

const natsView = (asyncApi: Json): Html => {
  const rows = Object.values(jsonAt(asyncApi, 'channels'))
    .map((channel) => channel as { address: string; title: string; servers: { $ref: string }[] })
    .filter(({ servers }) => servers.some(({ $ref }) => $ref.endsWith('/nats')))
    .map(({ address, title }) => html`<div><dt><code>${address}</code></dt><dd>${title}</dd></div>`)
  return html`<section id="nats"><h2>Subjects on NATS</h2><p>Their messages, field by field, are in
<a href="/api/asyncapi.json">/api/asyncapi.json</a>.</p><dl class="wide">${rows}</dl></section>`
}

const problemsView: Html = html`<section id="problems"><h2>Problems</h2><p>RFC 9457, <code>application/problem+json</code>.
<code>code</code> is one of these.</p><dl class="wide">${Object.entries(PROBLEMS).map(
  ([code, [status, title, meaning]]) =>
    html`<div id="problem-${code}"><dt><a href="/api/problems/${code}"><code>${code}</code></a> <small>${status}</small></dt><dd>${title}. <span class="quiet">${meaning}</span></dd></div>`,
)}</dl></section>`

const schemasView = (document: Json): Html =>
  html`<section id="schemas"><h2>Schemas</h2>${Object.entries(jsonAt(document, 'components', 'schemas')).map(
    ([name, schema]) =>
      html`<article id="schema-${name}"><h3><a href="#schema-${name}">${name}</a></h3>${schemaView(schema as Json)}</article>`,
  )}</section>`

const contents = (
  operations: readonly Operation[],
  tags: readonly string[],
): Html => html`<nav aria-label="Contents"><details><summary>Contents</summary>
${tags.map(
  (tag) =>
    html`<p><a href="#tag-${tag}">${tag}</a></p><ul>${operations
      .filter((operation) => operation.tag === tag)
      .map(
        ({ id, method, summary }) =>
          html`<li><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> ${summary}</a></li>`,
      )}</ul>`,
)}<p><a href="#feed">Frames of the live feed</a></p><p><a href="#nats">Subjects on NATS</a></p><p><a href="#problems">Problems</a></p><p><a href="#schemas">Schemas</a></p></details></nav>`

/** The reference: one page, made of the two documents and of examples that were tried. */
export const docsPage = (operations: readonly Operation[], openApi: Json, asyncApi: Json): string => {
  const tags = openApi['tags'] as { name: string; description: string }[]
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · Papertape</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header><h1>Papertape API</h1><p><a href="/bot-performance">Bot performance</a> · <a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/api/asyncapi.json">AsyncAPI 3</a></p></header>
${contents(
  operations,
  tags.map(({ name }) => name),
)}
<main>
${introduction}
${tags.map(({ name, description }) => tagView(openApi, operations, name, description))}
${feedView(asyncApi)}
${natsView(asyncApi)}
${problemsView}
${schemasView(openApi)}
</main>
</body>
</html>`.markup
  }\n`
}
