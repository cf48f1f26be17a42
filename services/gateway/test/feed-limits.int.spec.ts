import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { listen } from './feed-listener.ts'
import { type Harness, startHarness, TOKEN } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'open' })
  await harness.register({ bot_id: 'secret', public: false })
})
afterAll(() => harness[Symbol.asyncDispose]())

const closeCode = async (message: string | object, more: object = {}) => {
  const client = await listen(harness.url)
  client.send(message)
  const { code } = await client.closed()
  expect(client.of('error')[0] ?? client.of('ack')[0]).toMatchObject(more)
  return code
}

describe('a client that does not keep to the rules', () => {
  it('is told why and closed', async () => {
    expect(await closeCode('hello?', { code: 'bad-frame' })).toBe(4400)
    expect(await closeCode({ op: 'auth', token: 'wrong' }, { code: 'unauthorized' })).toBe(4401)
    expect(await closeCode({ op: 'subscribe', topics: ['x', 'bot:none'] }, { t: 'ack' })).toBe(4404)
    expect(await closeCode(`"${'x'.repeat(70_000)}"`, {}).catch(() => 1009)).toBe(1009)
  })

  it('is closed when it floods', async () => {
    const client = await listen(harness.url)
    for (let i = 0; i < 30; i += 1) client.send({ op: 'ping' })
    expect((await client.closed()).code).toBe(4429)
    expect(client.of('pong').length).toBeLessThanOrEqual(10)
  })

  it('gets no more topics than allowed', async () => {
    const client = await listen(harness.url)
    const topics = Array.from({ length: 100 }, (_, i) => `prices:test:S${i}`)
    expect((await client.ask({ op: 'subscribe', topics })).results.every(({ ok }) => ok)).toBe(true)
    const ack = await client.ask({ op: 'subscribe', topics: ['summary', 'prices:test:S1'] })
    expect(ack.results).toMatchObject([{ ok: false, code: 'too-many-topics' }, { ok: true }])
    expect((await client.ask({ op: 'unsubscribe', topics: ['prices:test:S1', 'summary'] })).results).toMatchObject([
      { ok: true },
      { ok: false },
    ])
    expect((await client.ask({ op: 'subscribe', topics: ['summary'] })).results).toMatchObject([{ ok: true }])
    client.close()
  })

  it('is closed when it subscribes to nothing', async () => {
    const client = await listen(harness.url)
    expect((await client.closed()).code).toBe(4408)
  }, 20_000)
})

const handshake = async (path: string, options: { protocols?: string[]; headers?: Record<string, string> }) => {
  const socket = new WebSocket(`${harness.url.replace('http', 'ws')}${path}`, options.protocols ?? [], {
    headers: options.headers ?? {},
  })
  socket.on('error', () => undefined)
  const [, response] = await once(socket, 'unexpected-response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  socket.terminate()
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) }
}

describe('a handshake', () => {
  it('is refused to pages of other origins and to other protocols', async () => {
    const foreign = await handshake('/api/v1/stream', { headers: { origin: 'https://evil.example' } })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const other = await handshake('/api/v1/stream', { protocols: ['graphql-ws'] })
    expect(other).toMatchObject({ status: 400, body: { code: 'malformed-request' } })
    expect((await handshake('/api/v1/nothing', {})).status).toBe(404)
    const own = await listen(harness.url, { headers: { origin: harness.url } })
    own.close()
  })

  it('is asked for where there is none, and other upgrades are as if they were not offered', async () => {
    const plain = await harness.ask('/api/v1/stream')
    expect([plain.status, plain.body.code, plain.headers.get('upgrade')]).toEqual([
      426,
      'upgrade-required',
      'websocket',
    ])
  })
})

describe('a private bot', () => {
  it('is heard of by the operator only', async () => {
    const anybody = await listen(harness.url)
    const operator = await listen(harness.url)
    expect((await operator.ask({ op: 'auth', token: TOKEN })).results).toEqual([])
    const topics = ['trades', 'signals', 'summary', 'positions', 'bot:secret', 'kpi:secret']
    const refused = await anybody.ask({ op: 'subscribe', topics })
    expect(refused.results.slice(4)).toMatchObject([{ code: 'bot-not-found' }, { code: 'bot-not-found' }])
    expect((await operator.ask({ op: 'subscribe', topics })).results.every(({ ok }) => ok)).toBe(true)
    await harness.trade({ bot_id: 'secret', signal_id: 'hidden' }, '111')
    await harness.trade({ bot_id: 'open', signal_id: 'seen' }, '111')
    await operator.count('event', 6)
    await anybody.count('event', 3)
    await operator.shows('summary', () => harness.data('/api/public/paper-trading/summary', { operator: true }))
    await operator.shows('bot:secret', () => harness.data('/api/v1/bots/secret/state', { operator: true }))
    await anybody.shows('summary', () => harness.data('/api/public/paper-trading/summary'))
    expect(anybody.of('event')).toHaveLength(3)
    expect(JSON.stringify(anybody.frames.slice(2))).not.toMatch(/secret|hidden/)
    anybody.close()
    operator.close()
  })
})

describe('prices', () => {
  it('are told as they count, with the sequence of their stream', async () => {
    const publisher = harness.tape.publisher()
    const tick = (price: string) =>
      publisher.publish('prices.test.ABC', new TextEncoder().encode(JSON.stringify({ price })), {})
    await tick('10')
    const client = await listen(harness.url)
    await client.ask({ op: 'subscribe', topics: ['prices:test:ABC', 'prices:test:NONE'] })
    expect(client.state('prices:test:ABC')).toMatchObject({ venue: 'test', symbol: 'ABC', price: '10' })
    expect(client.state('prices:test:NONE')).toMatchObject({ price: null, time: null })
    await tick('11')
    await tick('-1')
    await expect.poll(() => client.state('prices:test:ABC'), { timeout: 5000 }).toMatchObject({ price: '11' })
    const [delta] = client.of('delta', 'prices:test:ABC')
    expect(delta?.prev).toBe(client.of('snapshot', 'prices:test:ABC')[0]?.seq)
    client.close()
  })
})

it('forgets clients that go', async () => {
  await expect.poll(() => harness.gateway.feed.clients(), { timeout: 5000 }).toBe(0)
  const clients = await Promise.all([listen(harness.url), listen(harness.url)])
  expect(harness.gateway.feed.clients()).toBe(2)
  for (const client of clients) client.close()
  await expect.poll(() => harness.gateway.feed.clients(), { timeout: 5000 }).toBe(0)
})

it('says goodbye when the server closes', async () => {
  const client = await listen(harness.url)
  await client.ask({ op: 'subscribe', topics: ['summary'] })
  const startedMs = performance.now()
  await harness.closeServer()
  expect((await client.closed()).code).toBe(1001)
  expect(client.of('bye')).toMatchObject([{ reason: 'shutdown' }])
  expect(client.of('bye')[0]?.reconnect_after_ms).toBeGreaterThan(0)
  expect(performance.now() - startedMs).toBeLessThan(2500)
})
