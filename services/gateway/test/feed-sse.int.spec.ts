import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerFrame, serverFrame } from '../src/feed/frames.ts'
import { stateOf } from './feed-listener.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

type Told = { id: string | undefined; event: string; frame: ServerFrame }

/** A client of the stream, as a browser's EventSource would be. */
const listen = async (query: string, headers: Record<string, string> = {}) => {
  const closing = new AbortController()
  const response = await fetch(`${harness.url}/api/v1/stream/sse?${query}`, { headers, signal: closing.signal })
  const told: Told[] = []
  const reading = (async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString()
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
        if (fields['data'] === undefined) continue
        told.push({ id: fields['id'], event: fields['event'], frame: serverFrame.parse(JSON.parse(fields['data'])) })
      }
    }
  })().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error
  })
  const of = (t: string) => told.filter(({ event }) => event === t)
  return {
    response,
    told,
    of,
    reading,
    count: async (t: string, least: number) => {
      await expect.poll(() => of(t).length, { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(least)
      return of(t)
    },
    lastId: () => told.findLast(({ id }) => id !== undefined)?.id,
    close: () => closing.abort(),
  }
}
let signals = 0
const trade = () => {
  signals += 1
  return harness.trade({ bot_id: 'bot', signal_id: `s${signals}` }, '111')
}

describe('the feed as Server-Sent Events', () => {
  it('sends the frames of the WebSocket', async () => {
    const client = await listen('topics=trades,summary')
    expect(client.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(client.response.headers.get('cache-control')).toBe('no-store')
    expect(client.response.headers.get('x-accel-buffering')).toBe('no')
    await client.count('snapshot', 2)
    await trade()
    await client.count('event', 2)
    await expect
      .poll(() =>
        stateOf(
          client.told.map(({ frame }) => frame),
          'summary',
        ),
      )
      .toEqual(await harness.data('/api/public/paper-trading/summary'))
    expect(client.told.map(({ event }) => event).slice(0, 3)).toEqual(['hello', 'snapshot', 'snapshot'])
    expect(client.told.every(({ event, frame }) => event === frame.t)).toBe(true)
    for (const { id, frame } of client.of('event'))
      expect(id).toMatch(new RegExp(`\\.${'seq' in frame ? frame.seq : ''}$`))
    client.close()
  })

  it('goes on behind the last id, with no event lost and none twice', async () => {
    const first = await listen('topics=trades,signals')
    await first.count('snapshot', 2)
    await trade()
    await first.count('event', 3)
    const id = first.lastId() ?? ''
    first.close()
    await trade()
    await trade()
    for (const second of [
      await listen('topics=trades,signals', { 'last-event-id': id }),
      await listen(`topics=trades,signals&last_event_id=${encodeURIComponent(id)}`),
    ]) {
      const events = await second.count('event', 6)
      expect(second.of('snapshot')).toEqual([])
      const seqs = events.map(({ frame }) => ('seq' in frame ? frame.seq : 0))
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      expect(new Set(seqs).size).toBe(6)
      expect(Math.min(...seqs)).toBeGreaterThan(Number(id.split('.').at(-1)))
      second.close()
    }
    const other = await listen('topics=trades', { 'last-event-id': 'another.1' })
    await other.count('snapshot', 1)
    expect(other.told.map(({ event }) => event)).toEqual(['hello', 'reset', 'snapshot'])
    other.close()
  })

  it('goes on behind the only state, too', async () => {
    const first = await listen('topics=kpi:all')
    await first.count('snapshot', 1)
    const id = first.lastId() ?? ''
    first.close()
    const second = await listen('topics=kpi:all', { 'last-event-id': id })
    await trade()
    await second.count('delta', 1)
    expect(second.of('snapshot')).toEqual([])
    second.close()
  })

  it('refuses what it does not know, and answers HEAD without a stream', async () => {
    const code = async (query: string) => (await harness.ask(`/api/v1/stream/sse${query}`)).body.code
    expect(await code('')).toBe('validation')
    expect(await code('?topics=')).toBe('validation')
    expect(await code('?topics=trades&x=1')).toBe('validation')
    expect(await code('?topics=nonsense')).toBe('validation')
    expect(await code('?topics=bot:none')).toBe('bot-not-found')
    const head = await harness.ask('/api/v1/stream/sse?topics=trades', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  })
})

it('ends when the server closes', async () => {
  const client = await listen('topics=summary')
  await client.count('snapshot', 1)
  await harness.closeServer()
  await client.reading
  expect(client.told.at(-1)?.frame).toMatchObject({ t: 'bye', reason: 'shutdown' })
})
