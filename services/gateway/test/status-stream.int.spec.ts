import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
const clock = { now: '2024-01-01T12:00:00.000Z' }
beforeAll(async () => {
  harness = await startHarness({ now: () => clock.now })
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

type Event = { id: string; state: Record<string, unknown> }

/** A client of the stream; events are read one after another, as they come. */
const listen = async (query = '', headers: Record<string, string> = {}) => {
  const closing = new AbortController()
  const response = await fetch(`${harness.url}/api/v1/bots/bot/status-stream${query}`, {
    headers,
    signal: closing.signal,
  })
  const events: Event[] = []
  const reading = (async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString()
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
        if (fields['data'] !== undefined) events.push({ id: fields['id'], state: JSON.parse(fields['data']) })
      }
    }
  })().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error
  })
  return {
    response,
    events,
    reading,
    next: async (count: number) => {
      await expect.poll(() => events.length, { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(count)
      return events[count - 1] as Event
    },
    close: () => closing.abort(),
  }
}
const act = (verb: string) => harness.ask(`/api/v1/bots/bot/${verb}`, { method: 'POST', operator: true })

describe('a status stream', () => {
  it('sends the state at once, then each change, with growing ids', async () => {
    const client = await listen()
    expect(client.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(client.response.headers.get('x-accel-buffering')).toBe('no')
    const first = await client.next(1)
    expect(first.state).toEqual(await harness.data('/api/v1/bots/bot/state'))
    expect(first.id).toMatch(/^[^.]+\.\d+$/)
    await act('stop')
    const second = await client.next(2)
    expect(second.state).toMatchObject({ status: 'stopped' })
    expect(Number(second.id.split('.')[1])).toBeGreaterThan(Number(first.id.split('.')[1]))
    await act('start')
    expect((await client.next(3)).state).toMatchObject({ status: 'pending' })
    client.close()
  })

  it('goes on behind the last id, with nothing twice and nothing lost', async () => {
    const one = await listen()
    const { id } = await one.next(1)
    one.close()
    const same = await listen('', { 'last-event-id': id })
    await act('stop')
    const changed = await same.next(1)
    expect(changed.state).toMatchObject({ status: 'stopped' })
    same.close()
    for (const late of [
      await listen('', { 'last-event-id': id }),
      await listen(`?last_event_id=${id}`),
      await listen('', { 'last-event-id': 'x.1' }),
    ]) {
      expect(await late.next(1)).toEqual(changed)
      late.close()
    }
    await act('start')
  })

  it('says the same thing once only, however often the ledger moves', async () => {
    const client = await listen()
    await client.next(1)
    for (let i = 0; i < 10; i += 1) await act(i % 2 === 0 ? 'stop' : 'start')
    await harness.register({ bot_id: 'other' })
    await act('stop')
    await expect.poll(() => client.events.at(-1)?.state['status']).toBe('stopped')
    const statuses = client.events.map(({ state }) => state['status'])
    expect(statuses.every((status, i) => i === 0 || status !== statuses[i - 1])).toBe(true)
    client.close()
    await act('start')
  })

  it('starts a new day by itself at midnight, though no clock ticks', async () => {
    await harness.trade({ bot_id: 'bot', accepted_at: '2024-01-01T23:00:00.000Z' }, '111')
    const client = await listen()
    const first = await client.next(1)
    expect(first.state).toMatchObject({ daily_pnl: '9.79', daily_trades_count: 1 })
    clock.now = '2024-01-02T00:00:00.000Z'
    const second = await client.next(2)
    expect(second.state).toMatchObject({ daily_pnl: '0', daily_trades_count: 0 })
    expect(second.id).not.toBe(first.id)
    expect(await harness.data('/api/v1/bots/bot/state')).toEqual(second.state)
    client.close()
  })

  it('answers HEAD without opening a stream, and refuses what it does not know', async () => {
    const head = await harness.ask('/api/v1/bots/bot/status-stream', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect((await harness.ask('/api/v1/bots/none/status-stream')).body.code).toBe('bot-not-found')
    expect((await harness.ask('/api/v1/bots/bot/status-stream?topic=x')).body.code).toBe('validation')
  })

  it('is forgotten when its client goes', async () => {
    await expect.poll(() => harness.gateway.streams.size(), { timeout: 10_000 }).toBe(0)
    const clients = await Promise.all([listen(), listen(), listen()])
    await expect.poll(() => harness.gateway.streams.size()).toBe(3)
    for (const client of clients) client.close()
    await expect.poll(() => harness.gateway.streams.size(), { timeout: 10_000 }).toBe(0)
  })
})

it('ends when the server closes', async () => {
  const client = await listen()
  await client.next(1)
  const closedAt = Date.now()
  await harness.closeServer()
  await client.reading
  expect(Date.now() - closedAt).toBeLessThan(2000)
})
