import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ http: { rates: { public: 5, source: 2 }, trustProxy: ['loopback'] } })
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

it('tells with each answer how often one may ask, and answers 429 to who asks more often', async () => {
  const replies = []
  for (let i = 0; i < 7; i += 1) replies.push(await harness.ask('/api/v1/bots', from('192.0.2.1')))
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429])
  const [first, refused] = [replies[0], replies[5]]
  expect(first?.headers.get('ratelimit-policy')).toBe('"public";q=5;w=60')
  expect(first?.headers.get('ratelimit')).toBe('"public";r=4;t=60')
  expect(refused?.headers.get('ratelimit')).toMatch(/^"public";r=0;t=\d+$/)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused?.headers.get('access-control-allow-origin')).toBe('*')
  expect(refused?.body).toMatchObject({ code: 'rate-limited', status: 429 })
})

it('counts each address for itself, and every kind of request', async () => {
  const asks: [string, Parameters<Harness['ask']>[1]][] = [
    ['/api/none', {}],
    ['/bot-performance/assets/none.js', {}],
    ['/api/v1/bots', { method: 'POST', body: {} }],
    ['/api/v1/bots', { method: 'OPTIONS' }],
    ['/api/v1/bots', { headers: { authorization: 'Bearer guessed' } }],
  ]
  const ask = async ([path, given]: (typeof asks)[number]) =>
    (await harness.ask(path, { ...given, headers: { ...given?.headers, 'x-forwarded-for': '192.0.2.2' } })).status
  const statuses = []
  for (const each of asks) statuses.push(await ask(each))
  expect(statuses).not.toContain(429)
  for (const each of asks) expect(await ask(each)).toBe(429)
})

it('does not count the operator', async () => {
  for (let i = 0; i < 10; i += 1) {
    const { status, headers } = await harness.ask('/api/v1/bots', { operator: true })
    expect([status, headers.get('ratelimit')]).toEqual([200, null])
  }
})

it('counts a source for itself, from whatever address', async () => {
  const { token } = await harness.data('/api/v1/sources', { operator: true, body: { name: 'src', bots: ['bot'] } })
  const send = (address: string) =>
    harness.ask('/api/v1/signals/bot', {
      body: { signal_id: `from-${address}` },
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address, 'idempotency-key': address },
    })
  const replies = [await send('192.0.2.3'), await send('192.0.2.4'), await send('192.0.2.3')]
  expect(replies.map(({ status }) => status)).toEqual([202, 202, 429])
  expect(replies[0]?.headers.get('ratelimit-policy')).toBe('"source";q=2;w=60')
  const anybody = await harness.ask('/api/v1/bots', from('192.0.2.3'))
  expect(anybody.headers.get('ratelimit')).toBe('"public";r=4;t=60')
})
