import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'http' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const publish = (path: string, body: unknown, operator = true) => harness.ask(path, { method: 'POST', body, operator })
const signal = { signal_id: 'a/b c', symbol: 'BTCUSDT', direction: 'LONG', entry_price: 100 }

describe('publishing a signal over HTTP', () => {
  it('answers 202 when the very signal is stored', async () => {
    const reply = await publish('/api/v1/signals/http', signal)
    expect(reply).toMatchObject({ status: 202, body: { success: true, data: { bot_id: 'http', signal_id: 'a/b c' } } })
    expect(reply.headers.get('location')).toBe('/api/v1/signals/http/a%2Fb%20c')
    const stored = await harness.tape.lastMessage('SIGNALS', `inbox.${harness.tape.partitionOf('http')}.http`)
    expect(JSON.parse(stored?.text() ?? '')).toEqual(signal)
    expect(stored?.seq).toBe((reply.body.data as { input_seq: number }).input_seq)
  })
  it.each([
    ['an unknown bot', '/api/v1/signals/nobody', signal, 404],
    ['a name no bot can have', '/api/v1/signals/no%20body', signal, 404],
    ['no signal_id', '/api/v1/signals/http', { symbol: 'BTCUSDT' }, 400],
    ['a list', '/api/v1/signals/http', [signal], 400],
  ])('refuses %s and stores nothing', async (_what, path, body, status) => {
    const before = (await harness.tape.streamState('SIGNALS')).lastSeq
    expect((await publish(path, body)).status).toBe(status)
    expect((await harness.tape.streamState('SIGNALS')).lastSeq).toBe(before)
  })
  it('is for the operator', async () => {
    expect((await publish('/api/v1/signals/http', signal, false)).status).toBe(401)
  })
})
