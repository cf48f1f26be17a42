import { type Json, type Judge, judgeBy } from '@papertape/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Example, routeOf } from '../src/api/operation.ts'
import { operations as table } from '../src/api/operations/index.ts'
import { almostValid, hostile, valid } from './contract/arbitraries.ts'
import { askRaw, type Raw } from './contract/ask.ts'
import { type Described, operationsOf, resolved } from './contract/document.ts'
import { type Names, recordExampleData } from './contract/example-data.ts'
import { type Harness, startHarness, TOKEN } from './harness.ts'

/** How many requests of each kind are made of each operation; a write waits until it is shown. */
const READS = 60
const WRITES = 15
/** On a busy machine fewer are made. */
const MS_EACH = 1000

let harness: Harness
let document: Json
let judge: Judge
let names: Names
let operations: Described[] = []

beforeAll(async () => {
  harness = await startHarness({ notify: { allowPrivate: true, publicUrl: undefined } })
  names = await recordExampleData(harness)
  document = (await harness.ask('/api/openapi.json')).body
  judge = judgeBy(document)
  operations = operationsOf(document)
})
afterAll(() => harness[Symbol.asyncDispose]())

type Asked = {
  path: string
  body: string | undefined
  mediaType: string
  operator: boolean
  headers: [string, string][]
}

const send = ({ method }: Pick<Described, 'method'>, asked: Asked): Promise<Raw> =>
  askRaw(harness.url, {
    method,
    path: asked.path,
    body: asked.body,
    headers: {
      ...(asked.operator ? { authorization: `Bearer ${TOKEN}` } : {}),
      ...(asked.body === undefined ? {} : { 'content-type': asked.mediaType }),
      ...Object.fromEntries(asked.headers),
    },
  })

/** What an answer is that the document does not tell of; empty where it tells all. */
const faultsOf = ({ operation, method }: Described, { status, mediaType, text }: Raw, asHead = false): string[] => {
  const response = operation.responses[status]
  if (response === undefined) return [`status ${status} is not described: ${text.slice(0, 300)}`]
  const content = response.content?.[mediaType]
  if (response.content === undefined) return text === '' ? [] : [`${status} has a body`]
  if (content === undefined) return [`${status} as ${mediaType} is not described`]
  if (asHead || method === 'HEAD' || !/[/+]json$/.test(mediaType)) return []
  return judge(content.schema, JSON.parse(text)).map((fault) => `${status}: ${fault}: ${text.slice(0, 300)}`)
}

const parametersOf = (described: Described, place: string): Json[] =>
  (described.operation.parameters ?? [])
    .map((parameter: Json) => resolved(document, parameter))
    .filter((parameter: Json) => parameter.in === place)

const encoded = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed())
const inQuery = (value: unknown): string => (Array.isArray(value) ? value.map(encoded).join(',') : encoded(value))

const pathOf = (
  described: Described,
  parameters: Record<string, string>,
  query: readonly (readonly [string, string])[],
) => {
  const path = described.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(parameters[name]))
  return query.length === 0 ? path : `${path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`
}

/** Mostly what is there, so that answers have something to show. */
const pathArbitrary = (described: Described, wild: boolean): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      parametersOf(described, 'path').map(({ name }) => [
        name,
        fc.oneof(
          { arbitrary: fc.constant(names[name] ?? 'none'), weight: 4 },
          {
            arbitrary: wild
              ? hostile.map((value) => JSON.stringify(value).slice(0, 300))
              : fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 30 }),
            weight: 1,
          },
        ),
      ]),
    ),
  ) as fc.Arbitrary<Record<string, string>>

/** A value for a query parameter; a bot that is there, and no sequence that has yet to come. */
const queryValue = ({ name, schema }: Json): fc.Arbitrary<unknown> => {
  if (name === 'bot_id') return fc.oneof(fc.constant(names['bot_id']), valid(document, schema))
  return name === 'min_seq' ? fc.integer({ min: 0, max: 5 }) : valid(document, schema)
}

const queryArbitrary = (described: Described): fc.Arbitrary<[string, string][]> => {
  const parameters = parametersOf(described, 'query')
  const requiredKeys: string[] = parameters.filter(({ required }) => required).map(({ name }) => name)
  const values: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, queryValue(parameter)]),
  )
  return (
    fc
      .record(values, { requiredKeys })
      // To wait without anything to wait for is said to be an error in words.
      .filter((query) => !('wait_ms' in query) || 'min_seq' in query)
      .map((query) =>
        Object.entries(query)
          .filter(([, value]) => !Array.isArray(value) || value.length > 0)
          .map(([name, value]): [string, string] => [name, inQuery(value)]),
      )
  )
}

const bodySchemaOf = ({ operation }: Described): Json => operation.requestBody?.content?.['application/json']?.schema

const asBody = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value))

/** Requests that the document allows. */
const allowed = (described: Described): fc.Arbitrary<Asked> => {
  const schema = bodySchemaOf(described)
  const body = schema === undefined ? fc.constant(undefined) : valid(document, schema)
  const optional = described.operation.requestBody?.required === false
  return fc
    .record({
      path: pathArbitrary(described, false),
      query: queryArbitrary(described),
      body: optional ? fc.option(body, { nil: undefined }) : body,
      operator: isOperators(described) ? fc.constant(true) : fc.boolean(),
    })
    .map(
      ({ path, query, body: given, operator }): Asked => ({
        path: pathOf(described, path, query),
        body: asBody(given),
        mediaType: 'application/json',
        operator,
        headers: [],
      }),
    )
}

const isOperators = ({ operation }: Described): boolean =>
  !operation.security.some((way: Json) => !Object.keys(way).length)

/** Requests with anything anywhere. */
const wild = (described: Described): fc.Arbitrary<Asked> => {
  const schema = bodySchemaOf(described)
  const text = fc.oneof(fc.string({ maxLength: 50 }), fc.constantFrom('{', 'null', '[1,', '{"a":1}{', '\ufeff{}'))
  const body = fc.oneof(
    fc.constant(undefined),
    schema === undefined ? hostile.map(asBody) : almostValid(document, schema).map(asBody),
    text,
  )
  const known: string[] = parametersOf(described, 'query').map(({ name }) => name)
  const name = fc.oneof(
    fc.constantFrom(...known, 'nope', '__proto__', 'limit[]', 'a.b', ''),
    fc.string({ maxLength: 8 }),
  )
  return fc
    .record({
      path: pathArbitrary(described, true),
      query: fc.array(
        fc.tuple(
          name.map(encoded),
          hostile.map((value) => encoded(value).slice(0, 600)),
        ),
        { maxLength: 3 },
      ),
      body: described.method === 'GET' ? fc.constant(undefined) : body,
      mediaType: fc.constantFrom(
        'application/json',
        'application/json; charset=utf-8',
        'text/plain',
        'application/x-ndjson',
      ),
      operator: fc.boolean(),
      headers: fc.constantFrom<[string, string][]>(
        [],
        [['authorization', 'Bearer nope']],
        [['authorization', 'Basic eDp5']],
        [['if-none-match', '*']],
        [['accept', 'application/x-ndjson']],
        [['idempotency-key', 'k'.repeat(300)]],
        [['last-event-id', '💥'.slice(0, 0) || 'x.y.z']],
      ),
    })
    .map(({ path, query, ...rest }) => ({ ...rest, path: pathOf(described, path, query) }))
}

const exampleOf = ({ id }: Described): Example => table.find((operation) => operation.id === id)?.example ?? {}

const runsOf = ({ method }: Described): number => (method === 'GET' ? READS : WRITES)

/** Tries requests of every operation, each kind of them a few times. */
const tryAll = async (
  requests: (described: Described) => fc.Arbitrary<Asked>,
  check: (described: Described, asked: Asked) => Promise<void>,
): Promise<void> => {
  for (const described of operations) {
    const property = fc.asyncProperty(requests(described), (asked) => check(described, asked))
    try {
      await fc.assert(property, {
        numRuns: runsOf(described),
        endOnFailure: true,
        interruptAfterTimeLimit: MS_EACH,
      })
    } catch (error) {
      const { message, cause } = error as Error
      throw new Error(`${described.id}: ${cause instanceof Error ? cause.message : ''}\n${message}`, { cause: error })
    }
  }
}

describe('the OpenAPI document of a running gateway', () => {
  it('has every route under /api, and no other', () => {
    const described = operations.map(({ method, path }) => `${method} ${routeOf(path)}`)
    const served = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
      harness.routes
        .urls(method)
        .filter((url) => url.startsWith('/api/'))
        .map((url) => `${method} ${url.replace(/(.)\/$/, '$1')}`),
    )
    expect(described.toSorted()).toEqual([...new Set(served)].toSorted())
  })

  it('tells what comes of every request that it allows', async () => {
    await tryAll(allowed, async (described, asked) => {
      const raw = await send(described, asked)
      expect(faultsOf(described, raw), asked.path).toEqual([])
      // Health is told of a system of which only the gateway runs here.
      if (described.id !== 'getHealth') expect(raw.status, raw.text).toBeLessThan(500)
      // Whatever the document allows fails only by rules that no schema can say: a channel's kind decides about its config.
      const problem: Json = raw.status === 400 ? JSON.parse(raw.text) : null
      if (problem?.code === 'validation' && problem.errors !== undefined && described.id !== 'changeChannel') {
        expect(
          problem.errors.filter(({ code }: Json) => code !== 'custom'),
          `${asked.path} ${asked.body}`,
        ).toEqual([])
      }
    })
  }, 180_000)

  it('tells what comes of every request, whatever is in it', async () => {
    await tryAll(wild, async (described, asked) => {
      const raw = await send(described, asked)
      expect(faultsOf(described, raw), asked.path).toEqual([])
      expect(raw.status, raw.text).not.toBe(500)
    })
  }, 180_000)

  it('is served with a tag and may be kept', async () => {
    const { headers } = await harness.ask('/api/openapi.json')
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    const again = await harness.ask('/api/openapi.json', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })
})

describe('every operation', () => {
  it('refuses parameters that it does not know', async () => {
    for (const described of operations.filter(({ id }) => id !== 'openStream')) {
      const query = Object.entries(exampleOf(described).query ?? {})
      const path = pathOf(described, names, [...query, ['nope', '1']])
      const raw = await send(described, { path, body: undefined, mediaType: '', operator: true, headers: [] })
      expect([described.id, raw.status, JSON.parse(raw.text).errors?.[0]?.pointer]).toEqual([
        described.id,
        400,
        '/nope',
      ])
    }
  })
  it('takes HEAD where it takes GET, with the same headers and no body', async () => {
    for (const described of operations.filter(({ method }) => method === 'GET')) {
      const query = Object.entries(exampleOf(described).query ?? {})
      const asked = {
        path: pathOf(described, names, query),
        body: undefined,
        mediaType: '',
        operator: true,
        headers: [],
      }
      const raw = await send(described, asked)
      const head = await send({ method: 'HEAD' }, asked)
      expect([described.id, head.status, head.mediaType, head.text]).toEqual([
        described.id,
        raw.status,
        raw.mediaType,
        '',
      ])
    }
  })
})
