import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROBLEMS, type ProblemCode } from '../src/http/problem.ts'
import { type Harness, type Reply, startHarness, TOKEN } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const expectProblem = ({ status, headers, body }: Reply, code: ProblemCode) => {
  expect(body).toMatchObject({ code, status, title: PROBLEMS[code][1], type: `/api/problems/${code}` })
  expect(status).toBe(PROBLEMS[code][0])
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(body.request_id).toMatch(/./)
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:\d|    at /)
}

const deep = `${'{"policy":'.repeat(20_000)}1${'}'.repeat(20_000)}`
const bots = '/api/v1/bots'

describe('bodies', () => {
  it.each<[string, ProblemCode, Parameters<Harness['ask']>[1]]>([
    ['nothing', 'validation', { method: 'POST' }],
    ['half a document', 'malformed-json', { raw: '{"bot_id":"x"' }],
    ['bytes that are no UTF-8', 'malformed-json', { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }],
    ['NaN', 'malformed-json', { raw: '{"bot_id":"x","position_size":NaN}' }],
    ['a list', 'validation', { body: [] }],
    ['null', 'validation', { body: null, raw: 'null' }],
    ['a number', 'validation', { raw: '1e400' }],
    ['a deep one', 'malformed-json', { raw: deep }],
    ['one too large', 'body-too-large', { raw: `{"name":"${'x'.repeat(1024 * 1024)}"}` }],
    [
      'a form',
      'unsupported-media-type',
      { raw: 'bot_id=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['text', 'unsupported-media-type', { raw: '{}', headers: { 'content-type': 'text/plain' } }],
    ['a media type that is none', 'unsupported-media-type', { raw: '{}', headers: { 'content-type': '/;' } }],
    ['unknown fields', 'validation', { body: { bot_id: 'x', __proto__x: 1, nope: 2 } }],
    ['a prototype', 'validation', { raw: '{"bot_id":"x","__proto__":{"public":false}}' }],
    [
      'wrong types everywhere',
      'validation',
      { body: { bot_id: {}, name: 1, mode: [], public: 'yes', policy: 'x', risk: null } },
    ],
    ['amounts that are none', 'validation', { body: { bot_id: 'x', initial_capital: '1e400', position_size: '-1' } }],
    ['an endless decimal', 'validation', { body: { bot_id: 'x', position_size: '0.0000000000000000001' } }],
    ['a dotted id', 'validation', { body: { bot_id: 'a.b' } }],
    ['a wildcard id', 'validation', { body: { bot_id: '>' } }],
  ])('%s', async (_what, code, ask) => {
    expectProblem(await harness.ask(bots, { operator: true, ...ask }), code)
  })
  it.each<[string, Parameters<Harness['ask']>[1]]>([
    ['without a media type', { raw: new Uint8Array([0x7b]), headers: { 'content-type': '' } }],
    ['of a wrong media type', { raw: '{}', headers: { 'content-type': 'text/plain' } }],
    ['that are too large', { raw: `{"name":"${'x'.repeat(1024 * 1024)}"}` }],
    ['that are broken', { raw: '{' }],
  ])('%s are nobody’s but the operator’s', async (_what, ask) => {
    for (const path of [bots, '/api/v1/bots/bot/pause', '/api/v1/trades/t0/close', '/api/v1/signals/bot']) {
      expectProblem(await harness.ask(path, ask), 'unauthorized')
      const wrong = { authorization: 'Bearer other', ...ask?.headers }
      expectProblem(await harness.ask(path, { ...ask, headers: wrong }), 'forbidden')
    }
  })
  it('names every field at fault', async () => {
    const { body } = await harness.ask(bots, {
      operator: true,
      body: { bot_id: '', mode: 'x', nope: 1, policy: { entry: 1 } },
    })
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/bot_id',
      '/mode',
      '/nope',
      '/policy/entry',
    ])
  })
})

describe('paths and methods', () => {
  it.each<[string, string, ProblemCode]>([
    ['GET', '/api', 'not-found'],
    ['GET', '/api/v1/bots/bot/nope', 'not-found'],
    ['GET', '/../../etc/passwd', 'not-found'],
    ['GET', '/bot-performance/assets/..%2f..%2fmain.ts', 'not-found'],
    ['GET', '/api/problems/__proto__', 'not-found'],
    ['GET', '/api/v1/bots/%zz', 'malformed-request'],
    ['GET', '/api/v1/bots/a%00b', 'bot-not-found'],
    ['GET', `/api/v1/bots/${'x'.repeat(2000)}`, 'bot-not-found'],
    ['GET', `/api/v1/bots/${'x'.repeat(3000)}`, 'uri-too-long'],
    ['GET', '/api/v1/trades/%27%3B%20drop%20table%20trades', 'trade-not-found'],
    ['GET', '/api/v1/signals/bot/%EF%BF%BF', 'signal-not-found'],
    ['DELETE', '/api/v1/bots/bot', 'method-not-allowed'],
    ['PUT', '/api/v1/bots', 'method-not-allowed'],
    ['POST', '/api/health', 'method-not-allowed'],
    ['PATCH', '/api/public/paper-trading/summary/', 'method-not-allowed'],
    ['GET', '/api/v1/bots/bot/start', 'method-not-allowed'],
    ['GET', '/api/v1/bots?a=1', 'validation'],
    ['GET', '/api/kpi/current?bot_id=a&bot_id=b', 'validation'],
    ['GET', '/api/public/paper-trading/?limit=1e9', 'validation'],
    ['GET', `/api/public/paper-trading/?${'symbol=A&'.repeat(101)}`, 'validation'],
    ['GET', '/api/public/paper-trading/?__proto__=1', 'validation'],
  ])('%s %s', async (method, path, code) => {
    const reply = await harness.ask(path, { method })
    expectProblem(reply, code)
    if (code === 'method-not-allowed') expect(reply.headers.get('allow')).toMatch(/^[A-Z]+(, [A-Z]+)*$/)
  })
  it.each(['%', '%%', "'", '\\', '💥', '%00', '\u202e'])('a symbol %j is only a name', async (symbol) => {
    const reply = await harness.ask(`/api/public/paper-trading/?symbol=${encodeURIComponent(symbol)}`)
    expect([reply.status, reply.body.data]).toEqual([200, []])
  })
  it('echoes a request id that is one, and no other', async () => {
    const id = async (given: string) =>
      (await harness.ask('/api/nope', { headers: { 'x-request-id': given } })).body.request_id
    expect(await id('abc-123')).toBe('abc-123')
    expect(await id('<script>')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('who may write', () => {
  it.each<[string, Record<string, string>, ProblemCode]>([
    ['nobody', {}, 'unauthorized'],
    ['another scheme', { authorization: `Basic ${TOKEN}` }, 'unauthorized'],
    ['a wrong token', { authorization: 'Bearer nope' }, 'forbidden'],
    ['half a token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }, 'forbidden'],
  ])('not %s', async (_who, headers, code) => {
    for (const path of ['/api/v1/bots', '/api/v1/bots/bot/stop', '/api/v1/bots/bot/start', '/api/v1/bots/none/stop']) {
      expectProblem(await harness.ask(path, { body: {}, headers }), code)
    }
    expectProblem(await harness.ask('/api/v1/bots/bot', { method: 'PATCH', body: {}, headers }), code)
  })
})

describe('HTTP itself', () => {
  const raw = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(harness.url)
      const socket = connect(Number(port), hostname, () => socket.write(bytes))
      let answer = ''
      socket.on('data', (chunk) => (answer += chunk.toString()))
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'malformed-request'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
      'malformed-request',
    ],
  ])('%s', async (_what, bytes, status, code) => {
    const answer = await raw(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain(`"code":"${code}"`)
  })
})

describe('reading well', () => {
  it('answers 304 to one who has it, and HEAD like GET without the body', async () => {
    const first = await harness.ask('/api/v1/bots')
    const tag = first.headers.get('etag') ?? ''
    expect((await harness.ask('/api/v1/bots', { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect((await harness.ask('/api/v1/bots', { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
    const head = await harness.ask('/api/v1/bots', { method: 'HEAD' })
    expect([head.status, head.body, head.headers.get('etag')]).toEqual([200, '', tag])
  })
  it('lets other origins read what is public, and nothing else', async () => {
    expect((await harness.ask('/api/v1/bots')).headers.get('access-control-allow-origin')).toBe('*')
    const preflight = await harness.ask('/api/v1/bots', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
    expect(
      (await harness.ask('/api/v1/bots', { body: {}, operator: true })).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })
  it('explains each problem', async () => {
    for (const code of Object.keys(PROBLEMS))
      expect(await harness.data(`/api/problems/${code}`)).toMatchObject({ code })
  })
})
