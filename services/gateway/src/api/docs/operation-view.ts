import { type Html, html } from '@papertape/report'
import { PROBLEMS, type ProblemCode } from '../../http/problem.ts'
import type { Json } from '../named.ts'
import { type Operation, problemsOf } from '../operation.ts'
import { curlOf, exampleRequest } from './example-request.ts'
import { fieldView, schemaView, typeView } from './schema-view.ts'

/** What an example was answered when it was last tried. */
export type ExampleAnswer = { path: string; status: number; answer?: unknown }

const ORIGIN = 'http://localhost:8080'
const WHO = { anyone: 'anyone', operator: 'operator', source: 'operator or source' } as const

type Described = { operation: Operation; json: Json; answer: ExampleAnswer | undefined }

/** A parameter as OpenAPI tells of it. */
export type Parameter = { name: string; in: string; required: boolean; description?: string; schema: Json }

const parametersView = (parameters: readonly Parameter[], place: string, title: string): Html => {
  const own = parameters.filter((parameter) => parameter.in === place)
  if (own.length === 0) return html``
  const rows = own.map(({ name, schema, required, description }) =>
    fieldView(name, { ...schema, ...(description === undefined ? {} : { description }) }, required),
  )
  return html`<h4>${title}</h4><dl>${rows}</dl>`
}

const bodyView = (json: Json): Html => {
  const { requestBody } = json as { requestBody?: { required: boolean; content: Record<string, { schema: Json }> } }
  const schema = requestBody?.content['application/json']?.schema
  if (requestBody === undefined || schema === undefined) return html``
  const kinds = Object.keys(requestBody.content).join(' or ')
  return html`<h4>Body <small>${kinds}${requestBody.required ? null : ', optional'}</small></h4>
${typeof schema['$ref'] === 'string' ? html`<p>${typeView(schema)}</p>` : schemaView(schema)}`
}

const answersView = ({ operation, json }: Described): Html => {
  const { responses } = json as { responses: Record<string, { content?: Record<string, { schema: Json }> }> }
  const rows = operation.answers.map(({ status, description }) => {
    const content = Object.entries(responses[status]?.content ?? {}).filter(([type]) => !type.includes('problem'))
    const [first] = content
    const schema = first?.[1].schema
    const data = (schema?.['properties'] as Json | undefined)?.['data']
    return html`<div><dt><code>${status}</code></dt><dd>${description}${
      data === undefined ? null : html`: ${typeView(data)}`
    } <span class="quiet">${content.map(([type]) => type).join(' or ')}</span></dd></div>`
  })
  return html`<h4>Answers</h4><dl>${rows}</dl>`
}

const problemLink = (code: ProblemCode): Html => html`<a href="#problem-${code}">${code}</a> `

const exampleView = ({ operation, answer }: Described): Html => {
  const request = exampleRequest(operation, {})
  const told = { ...request, path: answer?.path ?? request.path }
  const curl =
    operation.id === 'openStream' || operation.answers[0].kind === 'none'
      ? null
      : html`<pre tabindex="0" aria-label="Example request"><code>${curlOf(told, ORIGIN, operation.auth !== 'anyone')}</code></pre>`
  const shown =
    answer?.answer === undefined
      ? null
      : html`<details><summary>Answer ${answer.status}</summary><pre tabindex="0" aria-label="Example answer"><code>${JSON.stringify(answer.answer, null, 2)}</code></pre></details>`
  return html`${curl}${shown}`
}

/** One operation, with an example that works. */
export const operationView = (described: Described, parameters: readonly Parameter[]): Html => {
  const { operation, json } = described
  const { id, method, path, summary, description, auth } = operation
  const problems = problemsOf(operation).toSorted((a, b) => PROBLEMS[a][0] - PROBLEMS[b][0])
  return html`<article id="${id}">
<h3><a href="#${id}">${summary}</a></h3>
<p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code> <small>${WHO[auth]}</small></p>
${description === undefined ? null : html`<p>${description}</p>`}
${exampleView(described)}
${parametersView(parameters, 'path', 'Path')}${parametersView(parameters, 'query', 'Query')}${parametersView(parameters, 'header', 'Headers')}
${bodyView(json)}
${answersView(described)}
<details><summary>${problems.length} problems</summary><p>${problems.map(problemLink)}</p></details>
</article>`
}
