import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient, PapertapeProblem, PapertapeUnreachable } from '../src/index.ts'
import { json, problem, type ScriptedServer, startScriptedServer, success } from './scripted-server.ts'

let server: ScriptedServer
beforeEach(async () => {
  server = await startScriptedServer()
})
afterEach(() => server[Symbol.asyncDispose]())

// Without chance there are no pauses but those that the server asks for.
const client = (options: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ baseUrl: server.url, random: () => 0, ...options })

const failure = async (asked: Promise<unknown>): Promise<unknown> => {
  try {
    return await asked.then(() => 'no failure')
  } catch (error) {
    return error
  }
}

describe('a question', () => {
  it('names what is in the path and the query, and sends the token', async () => {
    server.answers = [success([])]
    await client({ token: 't1' }).listTrades({ bot_id: 'b1', symbol: ['BTC/USDT', 'A&B'], limit: 3, status: undefined })
    expect(server.heard[0]?.url).toBe('/api/public/paper-trading/?bot_id=b1&symbol=BTC%2FUSDT&symbol=A%26B&limit=3')
    expect(server.heard[0]?.headers.authorization).toBe('Bearer t1')
    await client().getSignal({ bot_id: 'b1', signal_id: 'a/b c' })
    expect(server.heard[1]?.url).toBe('/api/v1/signals/b1/a%2Fb%20c')
    expect(server.heard[1]?.headers.authorization).toBeUndefined()
  })

  it('keeps the path that the gateway is under', async () => {
    server.answers = [success({})]
    await client({ baseUrl: `${server.url}/paper/tape/` }).getSummary()
    expect(server.heard[0]?.url).toBe('/paper/tape/api/public/paper-trading/summary/')
  })

  it.each(['', '.', '..'])('leads to no other path by the name %j', async (bot_id) => {
    expect(await failure(client().getBot({ bot_id }))).toBeInstanceOf(TypeError)
    expect(server.heard).toEqual([])
  })

  it('sends a body as JSON', async () => {
    server.answers = [success({})]
    await client().stopBot({ bot_id: 'b1', body: { reason: 'enough' } })
    expect(server.heard[0]).toMatchObject({ method: 'POST', url: '/api/v1/bots/b1/stop', body: '{"reason":"enough"}' })
    expect(server.heard[0]?.headers['content-type']).toBe('application/json')
  })
})

describe('an answer', () => {
  it('is the data, as of a place in the ledger', async () => {
    server.answers = [success({ total_trades: 2 }, { seq: 42 })]
    const { data, asOf, page, status } = await client().getSummary()
    expect({ data, asOf, page, status }).toEqual({
      data: { total_trades: 2 },
      asOf: { seq: 42, time: '2024-01-01T00:00:00.000Z' },
      page: null,
      status: 200,
    })
  })

  it('of health is data also when it is bad, and is not asked for again', async () => {
    server.answers = [json(503, { success: false, data: { status: 'down', ready: false }, meta: {} })]
    const { data, status } = await client().getHealth()
    expect([data.status, status, server.heard.length]).toEqual(['down', 503, 1])
  })

  it('is text where it is no JSON', async () => {
    server.answers = [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
      },
    ]
    expect((await client().getReportPage({ report_id: 'r' })).data).toBe('<p>')
  })

  it('that says no is a problem with everything that it tells', async () => {
    const errors = [{ pointer: '/limit', code: 'too_big', message: 'must be at most 500' }]
    server.answers = [
      json(
        400,
        { code: 'validation', title: 'A rule', detail: 'Look.', errors, request_id: 'r-9' },
        { 'content-type': 'application/problem+json' },
      ),
    ]
    const error = await failure(client().listTrades({ limit: 9999 }))
    expect(error).toBeInstanceOf(PapertapeProblem)
    expect(error).toMatchObject({ code: 'validation', status: 400, errors, requestId: 'r-9', retryAfter: null })
  })

  it('from something in between is a problem too', async () => {
    server.answers = [
      (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
    ]
    expect(await failure(client().getSummary())).toMatchObject({ code: 'http-502', status: 502, errors: [] })
  })
})

describe('another attempt', () => {
  it('is made for reads after 503, 429 and a broken connection, as late as the server says', async () => {
    server.answers = [
      problem(503, 'busy', { 'retry-after': '1' }),
      problem(429, 'too-many-requests'),
      (response) => response.destroy(),
      success({ total_trades: 1 }),
    ]
    const startMs = performance.now()
    expect((await client().getSummary()).data.total_trades).toBe(1)
    expect(server.heard).toHaveLength(4)
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(995)
  })

  it('is not made for what changes something', async () => {
    server.answers = [problem(503, 'outcome-unknown', { 'retry-after': '0' }), success({})]
    expect(await failure(client().startBot({ bot_id: 'b1' }))).toMatchObject({ code: 'outcome-unknown', retryAfter: 0 })
    expect(server.heard).toHaveLength(1)
  })

  it('is not made where it would not help, nor for ever, nor after a minute', async () => {
    server.answers = [problem(404, 'trade-not-found')]
    expect(await failure(client().getTrade({ trade_id: 't' }))).toMatchObject({ status: 404 })
    expect(server.heard).toHaveLength(1)

    server.answers = [problem(503, 'busy', { 'retry-after': '0' })]
    expect(await failure(client({ retries: 2 }).getSummary())).toMatchObject({ code: 'busy' })
    expect(server.heard).toHaveLength(4)

    server.answers = [problem(503, 'busy', { 'retry-after': '61' })]
    expect(await failure(client().getSummary())).toMatchObject({ retryAfter: 61 })
    expect(server.heard).toHaveLength(5)
  })

  it('ends with the caller’s signal, and no answer within the time is an error of its own', async () => {
    server.answers = [() => {}]
    const timeout = await failure(client({ retries: 0 }).getSummary({}, { timeoutMs: 30 }))
    expect(timeout).toBeInstanceOf(PapertapeUnreachable)
    expect(timeout).toMatchObject({ code: 'timeout' })

    server.answers = [problem(503, 'busy', { 'retry-after': '50' })]
    const stopping = new AbortController()
    const asked = failure(client().getSummary({}, { signal: stopping.signal }))
    setTimeout(() => stopping.abort(new Error('enough')), 50)
    expect(await asked).toMatchObject({ message: 'enough' })
  })
})

describe('a walk', () => {
  it('goes on from page to page with the same filters', async () => {
    server.answers = [
      success([{ trade_id: 'a' }, { trade_id: 'b' }], { page: { next: 'c 1' } }),
      success([{ trade_id: 'c' }], { page: { next: null } }),
    ]
    const ids = []
    for await (const { trade_id } of client().each('listTrades', { bot_id: 'b1' })) ids.push(trade_id)
    expect(ids).toEqual(['a', 'b', 'c'])
    expect(server.heard.map(({ url }) => url)).toEqual([
      '/api/public/paper-trading/?bot_id=b1',
      '/api/public/paper-trading/?bot_id=b1&cursor=c+1',
    ])
  })
})

describe('signals over HTTP', () => {
  const signal = { signal_id: 's1', symbol: 'BTCUSDT' }

  it('keep their key over all attempts', async () => {
    server.answers = [
      problem(503, 'outcome-unknown', { 'retry-after': '0' }),
      (response) => response.destroy(),
      success({ signal_id: 's1', input_seq: 5 }),
    ]
    const { data } = await client().publishSignal('b1', signal)
    expect(data.input_seq).toBe(5)
    const keys = server.heard.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    await client().publishSignal('b1', signal, { idempotencyKey: 'mine' })
    expect(server.heard.at(-1)?.headers['idempotency-key']).toBe('mine')
  })

  it('in a batch are lines, with a result for each, also when there are many', async () => {
    const signals = Array.from({ length: 501 }, (_, index) => ({
      signal_id: `s${index}`,
      symbol: 'X',
      note: 'line\nend',
    }))
    server.answers = [
      (response, { body }) => {
        const lines = body.trimEnd().split('\n')
        const results = lines.map((line, index) => ({
          line: index + 1,
          status: 202,
          signal_id: JSON.parse(line).signal_id,
          input_seq: index,
          location: '',
        }))
        success({ results })(response)
      },
    ]
    const results = await client().publishSignals('b1', signals, { idempotencyKey: 'k' })
    expect(results.map(({ line, signal_id }) => [line, signal_id])).toEqual(
      signals.map(({ signal_id }, index) => [index + 1, signal_id]),
    )
    expect(server.heard.map(({ headers }) => [headers['content-type'], headers['idempotency-key']])).toEqual([
      ['application/x-ndjson', 'k.1'],
      ['application/x-ndjson', 'k.2'],
    ])
  })

  it('in a batch are sent again under their key while some could not be stored', async () => {
    const stored = { line: 1, status: 202, signal_id: 's1', input_seq: 1, location: '' }
    const refused = { line: 2, status: 503, signal_id: 's2', problem: { code: 'dependency-unavailable', detail: '' } }
    server.answers = [
      success({ results: [stored, refused] }),
      success({ results: [stored, { ...stored, line: 2, signal_id: 's2', input_seq: 2 }] }),
    ]
    const results = await client().publishSignals('b1', [signal, { ...signal, signal_id: 's2' }])
    expect(results.map(({ status }) => status)).toEqual([202, 202])
    expect(server.heard[1]?.body).toBe(server.heard[0]?.body)
    expect(server.heard[1]?.headers['idempotency-key']).toBe(server.heard[0]?.headers['idempotency-key'])
  })
})
