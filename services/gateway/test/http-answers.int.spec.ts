import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
  for (let i = 0; i < 5; i += 1) await harness.trade({ bot_id: 'bot', signal_id: `s${i}` }, '111')
})
afterAll(() => harness[Symbol.asyncDispose]())

const LIST = '/api/public/paper-trading/'
const encoded = (encoding: string, more: Record<string, string> = {}) => ({
  headers: { 'accept-encoding': encoding, ...more },
})

/** Each route that GET takes, with names that exist in it; streams are no single answer. */
const readable = async (): Promise<string[]> => {
  const [{ trade_id }] = await harness.data(`${LIST}?limit=1`)
  const names: Record<string, string> = { bot_id: 'bot', signal_id: 's1', trade_id, code: 'validation' }
  return harness.routes
    .urls('GET')
    .filter((url) => !url.includes('stream'))
    .map((url) => url.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? 'none'))
}

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const changing = ['date', 'x-request-id', 'ratelimit', 'keep-alive', 'connection', 'transfer-encoding']
    const headersOf = ({ headers }: { headers: Headers }) =>
      Object.fromEntries([...headers].filter(([name]) => !changing.includes(name)))
    const paths = await readable()
    expect(paths.length).toBeGreaterThan(20)
    for (const path of paths) {
      // What the clock moves may differ between the two.
      const isOfNow = /health|overview|performance\/status|bot-performance(?!\/assets)|open-positions/.test(path)
      const [get, head] = [await harness.ask(path), await harness.ask(path, { method: 'HEAD' })]
      expect([path, head.status, head.body]).toEqual([path, get.status, ''])
      if (get.status === 200 && !isOfNow) expect([path, headersOf(head)]).toEqual([path, headersOf(get)])
    }
  })
})

describe('security headers', () => {
  it('go with every answer, whatever it is', async () => {
    const asked = [
      ...(await readable()).map((path) => ({ path, ask: {} })),
      { path: '/api/none', ask: {} },
      { path: '/api/v1/bots/%zz', ask: {} },
      { path: '/api/v1/bots', ask: { method: 'OPTIONS' } },
      { path: '/api/v1/bots', ask: { method: 'POST', body: {} } },
      { path: '/api/v1/bots', ask: { method: 'POST', body: {}, operator: true } },
      { path: LIST, ask: { method: 'HEAD' } },
    ]
    for (const { path, ask } of asked) {
      const { headers } = await harness.ask(path, ask)
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer'])
      expect(headers.get('x-request-id')).toMatch(/./)
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        expect.stringMatching(/^default-src 'none'/),
      ])
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        expect.stringContaining("frame-ancestors 'none'"),
      ])
      expect([path, headers.get('cross-origin-resource-policy')]).toEqual([path, expect.stringMatching(/-origin$/)])
      expect(headers.get('server')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      if (headers.get('content-type')?.startsWith('text/html') === true) {
        expect([path, headers.get('cross-origin-opener-policy')]).toEqual([path, 'same-origin'])
        expect(headers.get('permissions-policy')).toContain('camera=()')
      }
    }
  })
})

describe('compression', () => {
  it.each(['gzip', 'br'])('by %s gives the same answer under a tag of its own', async (encoding) => {
    const plain = await harness.ask(LIST, encoded('identity'))
    const small = await harness.ask(LIST, encoded(encoding))
    expect([plain.headers.get('content-encoding'), small.headers.get('content-encoding')]).toEqual([null, encoding])
    expect(small.body).toEqual(plain.body)
    expect(Number(small.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')) / 2)
    const tag = small.headers.get('etag') ?? ''
    expect(tag).toBe(`${plain.headers.get('etag')?.slice(0, -1)}-${encoding}"`)
    expect(small.headers.get('vary')).toContain('Accept-Encoding')
    expect((await harness.ask(LIST, encoded(encoding, { 'if-none-match': tag }))).status).toBe(304)
    expect((await harness.ask(LIST, encoded(encoding, { 'if-none-match': `W/${tag}` }))).status).toBe(304)
    // Who has other bytes than would be sent now has not what would be sent.
    expect((await harness.ask(LIST, encoded('identity', { 'if-none-match': tag }))).status).toBe(200)
  })
  it('leaves short answers as they are', async () => {
    expect((await harness.ask('/api/problems/validation', encoded('br'))).headers.get('content-encoding')).toBeNull()
  })
  it('leaves what an operator sees as it is, and what a write answers', async () => {
    const seen = await harness.ask(LIST, { operator: true, ...encoded('br') })
    expect(seen.headers.get('content-encoding')).toBeNull()
    const body = { name: 'n'.repeat(60), bots: Array.from({ length: 20 }, (_, i) => `bot-${i}-${'x'.repeat(50)}`) }
    const written = await harness.ask('/api/v1/sources', { operator: true, body, ...encoded('br') })
    expect([written.status, written.headers.get('content-encoding')]).toEqual([201, null])
    expect(Number(written.headers.get('content-length'))).toBeGreaterThan(1024)
  })
})

describe('caching', () => {
  const cacheControl = async (path: string, ask = {}) => (await harness.ask(path, ask)).headers.get('cache-control')
  it('of a public read is a second, and while the next one is fetched', async () => {
    expect(await cacheControl(LIST)).toBe('public, max-age=1, stale-while-revalidate=5')
    expect(await cacheControl('/api/kpi/current')).toBe('public, max-age=1, stale-while-revalidate=5')
  })
  it('of the past is an hour, of the present beside it is not', async () => {
    expect(await cacheControl('/api/kpi/current?as_of=3')).toBe('public, max-age=3600, immutable')
    expect(await cacheControl('/api/kpi/current?as_of=3')).toBe('public, max-age=3600, immutable')
    expect(await cacheControl('/api/kpi/current?as_of=3', { operator: true })).toBe('private, no-cache')
  })
  it('of what an operator sees, of errors, of health and of the page’s figures is none', async () => {
    expect(await cacheControl(LIST, { operator: true })).toBe('private, no-cache')
    expect(await cacheControl('/api/v1/bots/none')).toBe('no-store')
    expect(await cacheControl('/api/health')).toBe('no-store')
    expect(await cacheControl('/bot-performance')).toBe('public, no-cache')
  })
})

describe('other origins', () => {
  it('read what is public, also why they may not, and nothing of an operator’s', async () => {
    const origin = async (path: string, ask = {}) =>
      (await harness.ask(path, ask)).headers.get('access-control-allow-origin')
    expect(await origin(LIST)).toBe('*')
    expect(await origin('/api/v1/bots/none')).toBe('*')
    expect(await origin(LIST, { operator: true })).toBeNull()
    expect(await origin('/api/v1/notifications/channels', { operator: true })).toBeNull()
    expect(await origin('/bot-performance')).toBeNull()
    expect(await origin('/api/v1/bots', { method: 'POST', body: {} })).toBeNull()
  })
  it('are told so before they ask', async () => {
    const preflight = async (path: string) => {
      const { status, headers } = await harness.ask(path, {
        method: 'OPTIONS',
        headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
      })
      return [status, headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')]
    }
    const reads = [204, 'GET, HEAD', 'If-None-Match, Last-Event-ID, Traceparent, X-Request-Id']
    expect(await preflight('/api/v1/bots')).toEqual(reads)
    expect(await preflight('/api/v1/bots/bot/stop')).toEqual([204, null, null])
    expect(await preflight('/bot-performance')).toEqual([204, null, null])
    expect((await preflight('/api/none'))[0]).toBe(404)
  })
})

describe('the Link header', () => {
  it('leads through a list to its end', async () => {
    const seen: string[] = []
    let path: string | undefined = `${LIST}?limit=2&bot_id=bot`
    while (path !== undefined) {
      const { headers, body } = await harness.ask(path)
      seen.push(...body.data.map(({ signal_id }: { signal_id: string }) => signal_id))
      path = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
      expect(path === undefined).toBe(body.page.next === null)
    }
    expect(seen.toSorted()).toEqual(['s0', 's1', 's2', 's3', 's4'])
  })
})

describe('min_seq', () => {
  it('waits until the projection shows what was written', async () => {
    const { seq } = (await harness.ask(LIST)).body.meta.as_of
    await harness.pauseProjection()
    const reading = harness.ask(`${LIST}?min_seq=${seq + 3}&limit=1&wait_ms=9000`)
    const trading = harness.trade({ bot_id: 'bot', signal_id: 'late' }, '111')
    harness.resumeProjection()
    const { status, body } = await reading
    await trading
    expect(status).toBe(200)
    expect(body.meta.as_of.seq).toBeGreaterThanOrEqual(seq + 3)
    expect(body.data[0].signal_id).toBe('late')
  })
  it('is an error where that does not come in time', async () => {
    const { status, headers, body } = await harness.ask('/api/kpi/current?min_seq=999999&wait_ms=20')
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'projection-behind', '1'])
  })
  it('changes nothing of the answer where it is shown already', async () => {
    const plain = await harness.ask(`${LIST}?limit=2`)
    const { headers, body } = await harness.ask(`${LIST}?min_seq=1&limit=2&wait_ms=0`)
    expect(body).toEqual(plain.body)
    expect(headers.get('etag')).toBe(plain.headers.get('etag'))
    expect(headers.get('link')).toBe(plain.headers.get('link'))
  })
  it.each([
    '?min_seq=-1',
    '?min_seq=x',
    '?min_seq=1&min_seq=2',
    '?wait_ms=100',
    '?min_seq=1&wait_ms=99999',
    '?min_seq=1&nope=2',
  ])('with %s breaks a rule', async (query) => {
    expect((await harness.ask(`${LIST}${query}`)).body.code).toBe('validation')
  })
  it('is none where no projection is read', async () => {
    expect((await harness.ask('/api/health?min_seq=1')).body.code).toBe('validation')
    const written = await harness.ask('/api/v1/bots/bot/start?min_seq=1', { operator: true, body: {} })
    expect(written.body.code).toBe('validation')
  })
})
