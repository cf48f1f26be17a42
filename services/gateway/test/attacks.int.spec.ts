import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness, TOKEN } from './harness.ts'

const LIMITS = { headersMs: 300, requestMs: 600, checkEveryMs: 50, silenceMs: 700, connections: 40 }

/** Some 100 KB each. */
const ANSWERS = 400

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ http: { limits: LIMITS } })
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

/** A connection, and all that came on it until it was closed. */
const open = () => {
  const { hostname, port } = new URL(harness.url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
  // A reset is an end like any other here.
  socket.on('error', () => undefined)
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(received)))
  return { socket, closed, received: () => received }
}
const send = async (bytes: string): Promise<string> => {
  const { socket, closed } = open()
  socket.write(bytes, 'latin1')
  return closed
}
const statuses = (received: string) => [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status))
const works = async () => expect((await harness.ask('/api/v1/bots')).status).toBe(200)

describe('who sends slowly', () => {
  it('is answered 408 while sending headers, and the connection ends', async () => {
    const { socket, closed } = open()
    socket.write('GET /api/v1/bots HTTP/1.1\r\nhost: a\r\n')
    const dripping = setInterval(() => socket.writable && socket.write('x-drip: 1\r\n'), 50)
    expect(statuses(await closed)).toEqual([408])
    clearInterval(dripping)
  })
  it('is cut off while sending a body', async () => {
    const { socket, closed } = open()
    socket.write(
      `POST /api/v1/bots HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${TOKEN}\r\n` +
        'content-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
    )
    const dripping = setInterval(() => socket.writable && socket.write(' '), 50)
    const received = await closed
    clearInterval(dripping)
    expect(statuses(received).every((status) => status === 408)).toBe(true)
    await works()
  })
  it('is cut off when reading nothing of what was asked for', async () => {
    const { socket, closed } = open()
    socket.pause()
    // Whole requests in one piece, so that no other limit ends it; and more to read than sockets hold.
    socket.write('GET /api/openapi.json HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(ANSWERS))
    setTimeout(() => socket.resume(), LIMITS.silenceMs * 6)
    expect(statuses(await closed).length).toBeLessThan(ANSWERS)
    await works()
  }, 20_000)
})

describe('many connections', () => {
  it('are refused beyond the limit, and others are served once those are gone', async () => {
    const idle = Array.from({ length: LIMITS.connections + 20 }, open)
    await Promise.all(idle.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))))
    await expect
      .poll(() => idle.filter(({ socket }) => socket.destroyed || socket.readableEnded).length)
      .toBeGreaterThan(0)
    for (const { socket } of idle) socket.destroy()
    await expect.poll(async () => (await harness.ask('/api/v1/bots').catch(() => null))?.status).toBe(200)
  })
})

describe('requests in disguise', () => {
  const rest = 'GET /api/v1/bots HTTP/1.1\r\nhost: smuggled\r\n\r\n'
  const post = (headers: string, body: string) =>
    `POST /api/alarms/simulate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`
  it.each([
    ['both lengths', post('content-length: 4\r\ntransfer-encoding: chunked', `0\r\n\r\n${rest}`)],
    ['both lengths, the other way round', post('transfer-encoding: chunked\r\ncontent-length: 4', `0\r\n\r\n${rest}`)],
    ['two lengths', post('content-length: 0\r\ncontent-length: 60', rest)],
    ['a length with a sign', post('content-length: +0', rest)],
    ['a length in hexadecimal', post('content-length: 0x0', rest)],
    ['a list of lengths', post('content-length: 0, 60', rest)],
    ['an unknown coding', post('transfer-encoding: xchunked', `0\r\n\r\n${rest}`)],
    ['a coding after chunked', post('transfer-encoding: chunked, identity', `0\r\n\r\n${rest}`)],
    ['a space before the colon', post('transfer-encoding : chunked', `0\r\n\r\n${rest}`)],
    ['a folded header', post('x: 1\r\n transfer-encoding: chunked', `0\r\n\r\n${rest}`)],
    ['a chunk size that is none', post('transfer-encoding: chunked', `zz\r\n\r\n${rest}`)],
    ['an overflowing chunk size', post('transfer-encoding: chunked', `fffffffffffffffff\r\n${rest}`)],
    ['a bare carriage return in a header', post('x: a\rtransfer-encoding: chunked', `0\r\n\r\n${rest}`)],
    ['a null in a header', post('x: a\0b', rest)],
    ['a space in the path', 'GET /api /v1/bots HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['no host', 'GET /api/v1/bots HTTP/1.1\r\n\r\n'],
    ['HTTP/2 without its upgrade', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
    ['a TLS greeting', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
    ['another version', 'GET / HTTP/3.7\r\nhost: a\r\n\r\n'],
  ])('with %s are one bad request', async (_what, bytes) => {
    const received = await send(bytes)
    expect(statuses(received)).toEqual([400])
    expect(received).not.toContain('"success":true')
    if (received.includes('problem+json')) expect(received).toContain('x-content-type-options: nosniff')
  })
  it('may come one behind the other, each answered in turn', async () => {
    const { socket, received } = open()
    socket.write('GET /api/none HTTP/1.1\r\nhost: a\r\n\r\nGET /api/problems/busy HTTP/1.1\r\nhost: a\r\n\r\n')
    await expect.poll(() => statuses(received())).toEqual([404, 200])
    socket.destroy()
  })
  it('are not taken for another method than they have', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const reply = await harness.ask('/api/v1/bots/bot/stop', { headers: { [name]: 'POST' }, operator: true })
      expect([name, reply.status]).toEqual([name, 405])
    }
    expect((await harness.ask('/api/v1/bots?_method=DELETE')).status).toBe(400)
    expect((await harness.data('/api/v1/bots/bot')).running).toBe(true)
  })
  it.each(['TRACE', 'CONNECT', 'PROPFIND'])('by %s are refused', async (method) => {
    const received = await send(`${method} /api/v1/bots HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect(received).not.toContain('"success":true')
    expect(received).not.toMatch(/^HTTP\/1\.1 [25]/)
    await works()
  })
})

describe('what is too large', () => {
  it.each([
    ['a header', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['a path', `GET /${'y'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
    ['a query', `GET /api/v1/bots?${'y'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
    [
      'a body, by its length',
      `POST /api/alarms/simulate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\nconnection: close\r\n\r\n`,
      413,
    ],
  ])('%s is refused', async (_what, bytes, status) => {
    expect(statuses(await send(bytes))).toEqual([status])
  })
  it('a body is refused by what came, whatever length it names', async () => {
    const { socket, closed } = open()
    socket.write(
      'POST /api/alarms/simulate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n',
    )
    const chunk = ' '.repeat(0x10000)
    for (let i = 0; i < 40; i += 1) socket.write(`10000\r\n${chunk}\r\n`)
    expect(statuses(await closed)).toEqual([413])
  })
  it('an answer about faults is not', async () => {
    const body = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1]))
    const reply = await harness.ask('/api/v1/bots', { operator: true, body })
    expect(reply.body.errors).toHaveLength(100)
    expect(JSON.stringify(reply.body).length).toBeLessThan(20_000)
  })
})

describe('JSON bombs', () => {
  const post = (path: string, raw: string) => harness.ask(path, { operator: true, raw })
  it.each([
    ['depth', `{"signal_id":"d","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['depth of objects', `{"signal_id":"d","x":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ])('by %s are refused', async (_what, raw) => {
    for (const path of ['/api/v1/signals/bot', '/api/v1/bots', '/api/alarms/simulate']) {
      const { status, body } = await post(path, raw)
      expect([path, status]).toEqual([path, 400])
      expect(body.code).toBe('malformed-json')
    }
  })
  it.each([
    ['a number without end', `{"bot_id":"x","initial_capital":1${'0'.repeat(900_000)}}`],
    ['a decimal without end', `{"bot_id":"x","initial_capital":"1.${'0'.repeat(900_000)}1"}`],
    ['an exponent', '{"bot_id":"x","initial_capital":"1e999999999"}'],
    ['a long key', `{"bot_id":"x","${'k'.repeat(900_000)}":1}`],
    ['a prototype', '{"bot_id":"x","__proto__":{"public":false}}'],
    ['a constructor', '{"bot_id":"x","constructor":{"prototype":{"public":false}}}'],
    ['a prototype inside', '{"bot_id":"x","policy":{"__proto__":{"entry":"next_tick"}}}'],
    ['a name out of Unicode', String.raw`{"bot_id":"x","name":"\ud800"}`],
  ])('%s breaks a rule or is only text, within a second', async (_what, raw) => {
    const startedAtMs = performance.now()
    const { status, body } = await post('/api/v1/bots', raw)
    expect(performance.now() - startedAtMs).toBeLessThan(1000)
    expect([200, 201, 400, 409]).toContain(status)
    expect(JSON.stringify(body).length).toBeLessThan(10_000)
    expect(Reflect.get({}, 'public')).toBeUndefined()
    expect(Reflect.get({}, 'entry')).toBeUndefined()
  })
  it('of a key given twice the last counts', async () => {
    const { body } = await post('/api/v1/bots', '{"bot_id":"first","bot_id":"twice","name":"a","name":"b"}')
    expect(body.data).toMatchObject({ bot_id: 'twice', name: 'b' })
  })
  it('as signals change no prototype and are published as text', async () => {
    const raw = '{"signal_id":"proto","__proto__":{"action":"CLOSE"},"constructor":{"prototype":{"polluted":1}}}'
    expect((await post('/api/v1/signals/bot', raw)).status).toBe(202)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Reflect.get({}, 'action')).toBeUndefined()
  })
})

describe('names', () => {
  it.each([
    'x\r\nset-cookie: a=b',
    'x\nlocation: https://elsewhere.example',
    '"><script>',
    '../../etc/passwd',
    '\ud800',
    '💥',
    'a/b?c#d',
    '\u2028',
  ])('of a signal like %j end in a header as text, or are refused', async (signal_id) => {
    const reply = await harness.ask('/api/v1/signals/bot', { operator: true, body: { signal_id } })
    expect([202, 400]).toContain(reply.status)
    expect(reply.headers.get('set-cookie')).toBeNull()
    const location = reply.headers.get('location')
    if (reply.status === 202) expect(location).toMatch(/^\/api\/v1\/signals\/bot\/[\w.!~*'()%-]+$/)
  })
  it.each([
    '/api/v1/bots/x%0d%0aset-cookie:%20a=b',
    '/api/v1/bots?cursor=%0d%0aset-cookie:%20a=b',
    '/api/public/paper-trading/?limit=1&symbol=%3E%3B%20rel%3D%22x%22%0d%0aset-cookie:%20a=b',
    '/api/reports/%0d%0aset-cookie:%20a=b/html?download=1',
    '/%0d%0aset-cookie:%20a=b',
    '/%5c%5celsewhere.example/%2e%2e',
    '//elsewhere.example/%2f..',
  ])('in %s set no header and lead nowhere else', async (path) => {
    const received = await send(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    const [head = ''] = received.split('\r\n\r\n')
    expect(statuses(received)).toHaveLength(1)
    expect(head).not.toMatch(/^(?:set-cookie|location):/im)
  })
  it.each([
    '/bot-performance/assets/../../main.ts',
    '/bot-performance/assets/..%2f..%2fmain.ts',
    '/bot-performance/assets/%2e%2e/%2e%2e/main.ts',
    '/bot-performance/assets/..%5c..%5cmain.ts',
    '/bot-performance/assets/%252e%252e%252fmain.ts',
    '/bot-performance/assets/app.js%00.css',
    '/bot-performance/assets/app.js/',
    '/bot-performance/assets/',
    '/bot-performance/assets//etc/passwd',
    '/api/../bot-performance/assets/./../../package.json',
    '/api/reports/..%2f..%2f..%2fetc%2fpasswd/html',
    '/api/problems/..%2f..%2fpackage.json',
    '/api/v1/trades/..%2f..%2f..%2fetc%2fpasswd',
  ])('in %s show no file', async (path) => {
    // Sent as it is: fetch would resolve the dots itself.
    const received = await send(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    const [status] = statuses(received)
    if (status === 200) expect(received).toContain('text/javascript')
    else expect([400, 404]).toContain(status)
    expect(received).not.toMatch(/root:|"private": true|runService/)
  })
})
