import { commentOf, type Schema, typeOf } from './typescript-of.ts'

type Parameter = {
  name?: string
  in?: string
  required?: boolean
  description?: string
  schema?: Schema
  $ref?: string
}
type Content = Readonly<Record<string, { schema?: Schema }>>
type Operation = {
  operationId: string
  summary?: string
  description?: string
  parameters?: readonly Parameter[]
  requestBody?: { required?: boolean; content: Content }
  responses: Readonly<Record<string, { content?: Content }>>
}
type Document = {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  components: { schemas: Readonly<Record<string, Schema>>; parameters?: Readonly<Record<string, Parameter>> }
}

/** Streams, and files that are no text. */
const NOT_READ = /^text\/event-stream$|x-ndjson$|spreadsheetml/

/** Successes and the media types of them that one answer can be read from; a stream is for `client.feed`. */
const successes = (operation: Operation): { media: string; schema: Schema }[] =>
  Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content = {} }]) => Object.entries(content).map(([media, { schema = {} }]) => ({ media, schema })))
    .filter(({ media }) => !NOT_READ.test(media))

const dataOf = ({ media, schema }: { media: string; schema: Schema }): string => {
  if (media !== 'application/json') return 'string'
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined
  const data = properties?.['data']
  return data !== undefined && properties?.['success'] !== undefined ? typeOf(data, 'read') : typeOf(schema, 'read')
}

const fieldOf = ({ name = '', required = false, description, schema = {} }: Parameter): string => {
  const type = typeOf(schema, 'write')
  return `${commentOf(description ?? schema['description'])}readonly ${name}${required ? '' : '?'}: ${required ? type : `${type} | undefined`}`
}

/** What a caller gives: parameters of path and query side by side, and the body. */
const inputOf = (
  { parameters = [], requestBody }: Operation,
  document: Document,
): { type: string; optional: boolean } => {
  const resolved = parameters.map((parameter) => {
    const name = parameter.$ref?.slice(parameter.$ref.lastIndexOf('/') + 1)
    return name === undefined ? parameter : (document.components.parameters?.[name] ?? parameter)
  })
  const given = resolved.filter((parameter) => parameter.in === 'path' || parameter.in === 'query')
  const names = given.map(({ name }) => name)
  const body = requestBody?.content['application/json']?.schema
  if (new Set([...names, 'body']).size !== names.length + 1)
    throw new TypeError(`two parameters have one name: ${names.join(', ')}`)
  const isNeeded = body !== undefined && requestBody?.required === true
  const bodyField = body === undefined ? [] : [`readonly body${isNeeded ? '' : '?'}: ${typeOf(body, 'write')}`]
  const fields = [...given.map(fieldOf), ...bodyField]
  return {
    type: fields.length === 0 ? 'NoInput' : `{\n${fields.join('\n')}\n}`,
    optional: !isNeeded && given.every(({ required }) => required !== true),
  }
}

/** Types of every shape and method, and the route of each operation, as a TypeScript module that is yet to be formatted. */
export const renderApi = (document: Document): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const asked = operations.filter(({ operation }) => successes(operation).length > 0)
  const methods = asked.map(({ operation }) => {
    const { operationId, summary = '', description = '' } = operation
    const { type, optional } = inputOf(operation, document)
    const data = [
      ...new Set(successes(operation).flatMap((success) => dataOf(success).split(/ \| (?=[A-Z]\w*$)/))),
    ].join(' | ')
    const text = [summary.replace(/([^.])$/, '$1.'), description].filter((part) => part !== '').join(' ')
    return `${commentOf(text)}${operationId}: (input${optional ? '?' : ''}: ${type}, options?: RequestOptions) => Promise<Answer<${data}>>`
  })
  const routes = asked.map(({ path, method, operation }) => `${operation.operationId}: ['${method}', '${path}'],`)
  const shapes = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `${commentOf(schema['description'])}export type ${name} = ${typeOf(schema, isAsked(name) ? 'write' : 'read')}\n`,
  )
  return [
    '// Generated from the OpenAPI document by `pnpm --filter @papertape/client generate`: change the gateway, not this file.',
    `import type { Answer } from './answer.ts'\nimport type { RequestOptions } from './transport.ts'\n`,
    'type NoInput = Readonly<Record<string, never>>\n',
    ...shapes,
    `/** Every operation of the gateway by its id. */\nexport type ApiMethods = {\n${methods.join('\n')}\n}\n`,
    `/** Method and path of each operation. */\nexport const routes = {\n${routes.join('\n')}\n} as const satisfies Record<keyof ApiMethods, readonly [string, string]>\n`,
  ].join('\n')
}

/** Shapes that callers send. */
const isAsked = (name: string): boolean => /(?:Settings|Registration|Patch)$/.test(name)
