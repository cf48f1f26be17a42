import type { z } from 'zod'
import { freshQuery } from '../http/fresh-reads.ts'
import { PROBLEMS, type ProblemCode } from '../http/problem.ts'
import { answerSchemas, reachable, requestSchemas } from './json-schemas.ts'
import type { Json } from './named.ts'
import { type Answer, type Operation, parametersOf, problemsOf, waits } from './operation.ts'
import { pathParameters } from './path-parameters.ts'
import { asOf, page, problem } from './shapes/system.ts'

const PROBLEM = 'application/problem+json'
const PARAMETERS = '#/components/parameters/'

/** What every read of the projection takes beside its own parameters. */
const freshParameters: Json = {
  min_seq: {
    name: 'min_seq',
    in: 'query',
    required: false,
    description: freshQuery.shape.min_seq.description,
    schema: { type: 'integer', minimum: 0, maximum: 999_999_999_999_999 },
  },
  wait_ms: {
    name: 'wait_ms',
    in: 'query',
    required: false,
    description: `${freshQuery.shape.wait_ms.description}; only with min_seq`,
    schema: { type: 'integer', minimum: 0, maximum: 10_000, default: 2000 },
  },
}

/** One key per schema of an operation. */
const keyOf = (operation: Operation, part: string): string => `${operation.id} ${part}`

const schemasOf = (operations: readonly Operation[]) => {
  const answered = new Map<string, z.ZodType>([
    ['asOf', asOf],
    ['page', page],
    ['problem', problem],
  ])
  const asked = new Map<string, z.ZodType>()
  for (const operation of operations) {
    for (const answer of operation.answers) {
      if (answer.kind === 'text' || answer.kind === 'none') continue
      answered.set(keyOf(operation, `${answer.status}`), answer.data)
      for (const [field, schema] of Object.entries(answer.kind === 'envelope' ? (answer.meta ?? {}) : {})) {
        answered.set(keyOf(operation, `${answer.status} ${field}`), schema)
      }
    }
    if (operation.body !== undefined) asked.set(keyOf(operation, 'body'), operation.body.schema)
    for (const [name, schema] of Object.entries(operation.query.shape)) {
      asked.set(keyOf(operation, `query ${name}`), schema as z.ZodType)
    }
  }
  return { answers: answerSchemas(answered), requests: requestSchemas(asked) }
}

type Schemas = ReturnType<typeof schemasOf>

const answerOf = (schemas: Schemas, key: string): Json => {
  const schema = schemas.answers.further.get(key)
  if (schema === undefined) throw new RangeError(`no schema is known as ${key}`)
  return schema
}
const requestOf = (schemas: Schemas, key: string): Json => schemas.requests.further.get(key) ?? {}

const objectOf = (properties: { [name: string]: Json }, optional: ReadonlySet<string> = new Set()): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.has(name)),
})

const envelopeOf = (schemas: Schemas, operation: Operation, answer: Answer & { kind: 'envelope' }): Json => {
  const meta = Object.entries(answer.meta ?? {})
  const optional = new Set(meta.filter(([, schema]) => schema.safeParse(undefined).success).map(([field]) => field))
  return objectOf({
    success: { const: answer.status < 400 },
    data: answerOf(schemas, keyOf(operation, `${answer.status}`)),
    ...(answer.paged === undefined ? {} : { page: answerOf(schemas, 'page') }),
    meta: objectOf(
      {
        as_of: answerOf(schemas, 'asOf'),
        ...(answer.covers === undefined ? {} : { mode: { $ref: '#/components/schemas/BotMode' } }),
        ...Object.fromEntries(
          meta.map(([field]) => [field, answerOf(schemas, keyOf(operation, `${answer.status} ${field}`))]),
        ),
      },
      optional,
    ),
  })
}

const contentOf = (schemas: Schemas, operation: Operation, answer: Answer): Json => {
  if (answer.kind === 'none') return {}
  if (answer.kind === 'text') return { [answer.mediaType]: { schema: { type: 'string' } } }
  const schema =
    answer.kind === 'envelope'
      ? envelopeOf(schemas, operation, answer)
      : answerOf(schemas, keyOf(operation, `${answer.status}`))
  const also = answer.kind === 'envelope' ? [answer.alsoText ?? []].flat() : (answer.also ?? [])
  const others = also.map((mediaType) => [mediaType, { schema: { type: 'string' } }])
  return { 'application/json': { schema }, ...Object.fromEntries(others) }
}

const problemResponse = (schemas: Schemas, codes: readonly ProblemCode[]): Json => ({
  description: codes.join(', '),
  content: { [PROBLEM]: { schema: { ...answerOf(schemas, 'problem'), properties: { code: { enum: codes } } } } },
})

const responsesOf = (schemas: Schemas, operation: Operation): Json => {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code][0])
  const responses: Json = {}
  for (const [status, codes] of byStatus) responses[status] = problemResponse(schemas, codes)
  for (const answer of operation.answers) {
    const { status, description, headers = [] } = answer
    const other = responses[status] as { description: string; content: Json } | undefined
    responses[status] = {
      description: other === undefined ? description : `${description} · ${other.description}`,
      ...(headers.length === 0
        ? {}
        : { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) }),
      ...(answer.kind === 'none' ? {} : { content: { ...contentOf(schemas, operation, answer), ...other?.content } }),
    }
  }
  if (operation.method === 'GET') responses[304] = { description: 'Nothing has changed since the ETag that was sent' }
  return responses
}

const queryParameters = (schemas: Schemas, operation: Operation): Json[] =>
  Object.entries(operation.query.shape).map(([name, field]) => {
    const { description, ...schema } = requestOf(schemas, keyOf(operation, `query ${name}`))
    return {
      name,
      in: 'query',
      required: !(field as z.ZodType).safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      // Values with commas; the same parameter given several times means the same.
      ...(schema['type'] === 'array' ? { style: 'form', explode: false } : {}),
      schema,
    }
  })

const parametersIn = (schemas: Schemas, operation: Operation): Json[] => [
  ...parametersOf(operation.path).map((name) => ({ $ref: `${PARAMETERS}${name}` })),
  ...queryParameters(schemas, operation),
  ...(waits(operation) ? Object.keys(freshQuery.shape).map((name) => ({ $ref: `${PARAMETERS}${name}` })) : []),
  ...Object.entries(operation.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  })),
]

const bodyOf = (schemas: Schemas, operation: Operation): Json => {
  const { body, example } = operation
  if (body === undefined) return {}
  const given = example.body === undefined ? {} : { example: example.body }
  const content: Json = { 'application/json': { schema: requestOf(schemas, keyOf(operation, 'body')), ...given } }
  if (body.alsoText !== undefined) content[body.alsoText] = { schema: { type: 'string' } }
  return { requestBody: { required: body.optional !== true, content } }
}

const SECURITY = {
  anyone: [{}, { operator: [] }],
  operator: [{ operator: [] }],
  source: [{ operator: [] }, { source: [] }],
} as const

const operationOf = (schemas: Schemas, operation: Operation): Json => {
  const parameters = parametersIn(schemas, operation)
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: SECURITY[operation.auth],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(schemas, operation),
    responses: responsesOf(schemas, operation),
  }
}

const INFO = {
  title: 'Papertape',
  version: '1',
  summary: 'Every trading signal becomes a paper trade that anyone can check.',
  description:
    'Amounts are exact decimals as text, figures are numbers or null, times are RFC 3339 UTC. `meta.as_of` names the ledger position an answer rests on; GET answers carry an ETag, and HEAD works wherever GET does. Within a version answers may gain fields, and lose none. Unknown query parameters and fields of bodies are errors.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

/** What belongs together. */
const TAGS: { [tag: string]: string } = {
  Trades: 'The public record: trades, sums, open positions, and each trade with its evidence.',
  Figures: 'KPI snapshots of a bot or of a whole mode, now or as of any moment.',
  Analytics: 'What figures are made of: trades, fills, bots side by side.',
  Exports: 'Rows to take away: CSV, JSON, lines of JSON and workbooks, each with where it comes from.',
  Bots: 'The registry, and what each bot does now.',
  Signals: 'What became of each signal, and the way in over HTTP.',
  Sources: 'Who may send signals over HTTP.',
  Shares: 'Links to pages of the dashboard that can be given away, and taken back.',
  Live: 'What changes, as it does.',
  Alarms: 'What stands and stood, thresholds, silences and simulations.',
  Reports: 'Stored reports, and what makes them.',
  Notifications: 'Who is told of alarms.',
  System: 'Health, problems, and this description.',
}

/** OpenAPI 3.1 of what may be asked. */
export const openApiOf = (operations: readonly Operation[]): Json => {
  const schemas = schemasOf(operations)
  const paths: { [path: string]: Json } = {}
  for (const operation of operations) {
    const methods = (paths[operation.path] ??= {})
    methods[operation.method.toLowerCase()] = operationOf(schemas, operation)
  }
  return {
    openapi: '3.1.1',
    info: INFO,
    servers: [{ url: '/', description: 'The system that serves this document' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name, description: TAGS[name] })),
    paths,
    components: {
      parameters: {
        ...Object.fromEntries(
          [...new Set(operations.flatMap(({ path }) => parametersOf(path)))].map((name) => [
            name,
            pathParameters(name),
          ]),
        ),
        ...freshParameters,
      },
      schemas: reachable(paths, { ...schemas.answers.named, ...schemas.requests.named }),
      securitySchemes: {
        source: { type: 'http', scheme: 'bearer', description: 'The token of a source, for the bots it may send for' },
        operator: { type: 'http', scheme: 'bearer', description: 'The operator’s token, PAPERTAPE_ADMIN_TOKEN' },
      },
    },
  }
}
