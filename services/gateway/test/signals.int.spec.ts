import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, type Reply, startHarness, TOKEN } from './harness.ts'

const NDJSON = 'application/x-ndjson'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'http' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const publish = (path: string, body: unknown, operator = true) => harness.ask(path, { method: 'POST', body, operator })
const signal = { signal_id: 'a/b c', symbol: 'BTCUSDT', direction: 'LONG', entry_price: 100 }

const inboxOf = (botId: string) => `inbox.${harness.tape.partitionOf(botId)}.${botId}`
const lastSeq = async () => (await harness.tape.streamState('SIGNALS')).lastSeq
const raw = (text: string, type = 'application/json') =>
  harness.ask('/api/v1/signals/http', { raw: text, operator: true, headers: { 'content-type': type } })

describe('publishing a signal over HTTP', () => {
  it('answers 202 when the very signal is stored', async () => {
    const reply = await publish('/api/v1/signals/http', signal)
    expect(reply).toMatchObject({ status: 202, body: { success: true, data: { bot_id: 'http', signal_id: 'a/b c' } } })
    expect(reply.headers.get('location')).toBe('/api/v1/signals/http/a%2Fb%20c')
    const stored = await harness.tape.lastMessage('SIGNALS', inboxOf('http'))
    expect(JSON.parse(stored?.text() ?? '')).toEqual(signal)
    expect(stored?.seq).toBe((reply.body.data as { input_seq: number }).input_seq)
  })
  it('stores each byte as it was sent, and who sent it', async () => {
    const text = '{ "signal_id" : "bytes", "entry_price": 1.10, "__proto__": {"a": 1}, "n": 1e400 }'
    expect((await raw(text)).status).toBe(202)
    const stored = await harness.tape.lastMessage('SIGNALS', inboxOf('http'))
    expect([stored?.text(), stored?.header('Papertape-Source')]).toEqual([text, 'operator'])
  })
  it.each([
    ['an unknown bot', '/api/v1/signals/nobody', signal, 404],
    ['a name no bot can have', '/api/v1/signals/no%20body', signal, 404],
    ['no signal_id', '/api/v1/signals/http', { symbol: 'BTCUSDT' }, 400],
    ['an id of half a character', '/api/v1/signals/http', { signal_id: '\ud800' }, 400],
    ['an id with NUL', '/api/v1/signals/http', { signal_id: 'a\0' }, 400],
    ['an id that is too long', '/api/v1/signals/http', { signal_id: 'x'.repeat(129) }, 400],
    ['a list', '/api/v1/signals/http', [signal], 400],
    ['more than 64 KiB', '/api/v1/signals/http', { signal_id: 'big', note: 'x'.repeat(65_536) }, 413],
    ['a token', '/api/v1/signals/http', { signal_id: 't', note: `papertape_source_${'x'.repeat(43)}` }, 400],
    ['a query', '/api/v1/signals/http?token=x', signal, 400],
  ])('refuses %s and stores nothing', async (_what, path, body, status) => {
    const before = await lastSeq()
    expect((await publish(path, body)).status).toBe(status)
    expect(await lastSeq()).toBe(before)
  })
  it('takes ids as long as signal-ingest does', async () => {
    const signal_id = '𝕏'.repeat(128)
    const reply = await publish('/api/v1/signals/http', { ...signal, signal_id })
    expect(decodeURIComponent(reply.headers.get('location') ?? '')).toBe(`/api/v1/signals/http/${signal_id}`)
  })
  it('says which media types it takes', async () => {
    const reply = await raw('signal_id=a', 'application/x-www-form-urlencoded')
    expect([reply.status, reply.headers.get('accept')]).toEqual([415, 'application/json, application/x-ndjson'])
  })
  it('is not for everybody', async () => {
    expect((await publish('/api/v1/signals/http', signal, false)).status).toBe(401)
  })
})

describe('a batch', () => {
  const batch = [
    '{"signal_id":"n1"}',
    '',
    '{"signal_id":"n2"',
    '{"signal_id":"n3","note":"é"}\r',
    '{"symbol":"BTCUSDT"}',
    `{"signal_id":"n4","note":"${'x'.repeat(65_536)}"}`,
    '{"signal_id":"n1"}',
  ].join('\n')

  it('has a result for each line, in order, and stores the good ones', async () => {
    const before = await lastSeq()
    const { status, body } = await raw(batch, NDJSON)
    expect([status, body.data.lines, body.data.stored]).toEqual([207, 6, 3])
    const shown = body.data.results.map((result: Reply['body']) => [
      result.line,
      result.status,
      result.signal_id,
      result.input_seq ?? result.problem.code,
      result.location,
    ])
    expect(shown).toEqual([
      [1, 202, 'n1', before + 1, '/api/v1/signals/http/n1'],
      [3, 400, null, 'malformed-json', undefined],
      [4, 202, 'n3', before + 2, '/api/v1/signals/http/n3'],
      [5, 400, null, 'validation', undefined],
      [6, 413, null, 'body-too-large', undefined],
      [7, 202, 'n1', before + 3, '/api/v1/signals/http/n1'],
    ])
    expect((await harness.tape.message('SIGNALS', before + 2))?.text()).toBe('{"signal_id":"n3","note":"é"}')
    expect(await lastSeq()).toBe(before + 3)
  })
  it('is answered in lines for who asks for lines', async () => {
    const reply = await fetch(`${harness.url}/api/v1/signals/http`, {
      method: 'POST',
      body: '{"signal_id":"l1"}\n{"signal_id":"l2"}\n',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': NDJSON, accept: NDJSON },
    })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([202, `${NDJSON}; charset=utf-8`])
    const lines = (await reply.text()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).signal_id)).toEqual(['l1', 'l2'])
  })
  it.each([
    ['no line', '\n\n', 400],
    ['more than 1,000 lines', '{"signal_id":"x"}\n'.repeat(1001), 400],
    ['more than 1 MiB', `${'{"signal_id":"x"}\n'.repeat(900)}${'x'.repeat(1024 * 1024)}`, 413],
  ])('of %s is refused as a whole', async (_what, text, status) => {
    const before = await lastSeq()
    expect((await raw(text, NDJSON)).status).toBe(status)
    expect(await lastSeq()).toBe(before)
  })
  it('of 1,000 lines keeps their order', async () => {
    const before = await lastSeq()
    const lines = Array.from({ length: 1000 }, (_, i) => `{"signal_id":"m${i}"}`).join('\n')
    const { status, body } = await raw(lines, NDJSON)
    expect(status).toBe(202)
    expect(body.data.results.map(({ input_seq }: { input_seq: number }) => input_seq)).toEqual(
      Array.from({ length: 1000 }, (_, i) => before + 1 + i),
    )
  })
})
