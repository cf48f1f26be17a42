import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from './feed-listener.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

let signals = 0
const trade = (...prices: string[]) => {
  signals += 1
  return harness.trade({ bot_id: 'bot', signal_id: `s${signals}` }, ...prices)
}

describe('a connection', () => {
  it('is greeted with what the feed is and allows', async () => {
    const client = await listen(harness.url)
    const [hello] = await client.count('hello', 1)
    expect(client.socket.protocol).toBe('papertape.v1+json')
    expect(hello).toMatchObject({
      proto: 'papertape.v1+json',
      heartbeat_ms: 15_000,
      limits: { topics: 100, msg_per_sec: 5, max_hz: 20 },
      epoch: harness.gateway.watch.place()?.epoch,
    })
    client.close()
  })

  it('answers ping and list, and says what it cannot read', async () => {
    const client = await listen(harness.url)
    client.send({ op: 'ping', id: 'a' })
    expect((await client.count('pong', 1))[0]?.id).toBe('a')
    client.send({ op: 'dance', id: 7 })
    expect((await client.count('error', 1))[0]).toMatchObject({ id: 7, code: 'unknown-op' })
    client.send({ op: 'subscribe', id: 8, topics: [] })
    expect((await client.count('error', 2))[1]).toMatchObject({ id: 8, code: 'validation' })
    const ack = await client.ask({ op: 'subscribe', topics: ['summary', 'nonsense', 'kpi:nobody'] })
    expect(ack.results).toMatchObject([
      { topic: 'summary', ok: true, mode: 'snapshot' },
      { topic: 'nonsense', ok: false, code: 'unknown-topic' },
      { topic: 'kpi:nobody', ok: false, code: 'bot-not-found' },
    ])
    expect((await client.ask({ op: 'list' })).results).toMatchObject([{ topic: 'summary', ok: true }])
    client.close()
  })
})

describe('state topics', () => {
  it('give what REST gives, first as a snapshot and then by deltas', async () => {
    const client = await listen(harness.url)
    await client.ask({ op: 'subscribe', topics: ['summary', 'positions', 'kpi:all', 'kpi:bot', 'bot:bot'] })
    const same = async () => {
      await client.shows('summary', () => harness.data('/api/public/paper-trading/summary'))
      await client.shows('positions', () => harness.data('/api/public/paper-trading/open-positions?limit=500'))
      await client.shows('kpi:all', () => harness.data('/api/kpi/current'))
      await client.shows('kpi:bot', () => harness.data('/api/kpi/current?bot_id=bot'))
      await client.shows('bot:bot', () => harness.data('/api/v1/bots/bot/state'))
    }
    await same()
    await trade()
    await same()
    await trade('111')
    await trade('90')
    await same()
    for (const topic of ['summary', 'positions', 'kpi:all', 'kpi:bot', 'bot:bot']) {
      const [snapshot] = client.of('snapshot', topic)
      expect(client.of('snapshot', topic)).toHaveLength(1)
      let last = snapshot?.seq ?? 0
      expect(client.of('delta', topic).length).toBeGreaterThan(0)
      for (const delta of client.of('delta', topic)) {
        expect(delta.prev).toBe(last)
        expect(delta.seq).toBeGreaterThan(last)
        last = delta.seq
      }
    }
    client.close()
  })
})

describe('event topics', () => {
  it('tell each fact once, in order, as REST lists what it is about', async () => {
    const client = await listen(harness.url)
    const { results } = await client.ask({ op: 'subscribe', topics: ['trades', 'signals'] })
    const [snapshot] = await client.count('snapshot', 1, 'trades')
    expect(snapshot?.data).toEqual(await harness.data('/api/public/paper-trading'))
    expect(results[0]).toMatchObject({ mode: 'snapshot', seq: snapshot?.seq })
    const { trade_id } = await trade('111')
    const [entry, exit] = await client.count('event', 2, 'trades')
    const [signal] = await client.count('event', 1, 'signals')
    const [listed] = await harness.data('/api/public/paper-trading')
    expect(exit).toMatchObject({ type: 'fill.recorded', prev: entry?.seq, data: listed })
    expect(entry).toMatchObject({
      type: 'fill.recorded',
      prev: snapshot?.seq,
      data: { trade_id, status: 'OPEN', exit_price: null, realized_pnl: null, fees: listed.entry_fee },
    })
    expect(Object.keys(entry?.data ?? {})).toEqual(Object.keys(listed))
    expect(signal).toMatchObject({ type: 'signal.accepted', data: (await harness.data('/api/v1/signals')).signals[0] })
    client.close()
  })

  it('go on behind the place that a client names', async () => {
    const first = await listen(harness.url)
    await first.ask({ op: 'subscribe', topics: ['trades'] })
    const [snapshot] = await first.count('snapshot', 1)
    first.close()
    await trade('111')
    await trade('111')
    const second = await listen(harness.url)
    const resume = { trades: { epoch: snapshot?.epoch, seq: snapshot?.seq } }
    const ack = await second.ask({ op: 'subscribe', topics: ['trades'], resume })
    expect(ack.results).toEqual([{ topic: 'trades', ok: true, mode: 'resumed', ...resume.trades }])
    const events = await second.count('event', 4)
    expect(events.map(({ prev }) => prev)).toEqual([snapshot?.seq, ...events.slice(0, -1).map(({ seq }) => seq)])
    expect(second.of('snapshot')).toEqual([])
    const third = await listen(harness.url)
    await third.ask({
      op: 'subscribe',
      topics: ['trades'],
      resume: { trades: { epoch: snapshot?.epoch, seq: events[1]?.seq } },
    })
    expect(await third.count('event', 2)).toMatchObject(events.slice(2).map(({ seq, id, data }) => ({ seq, id, data })))
    const other = await listen(harness.url)
    await other.ask({ op: 'subscribe', topics: ['trades'], resume: { trades: { epoch: 'another', seq: 1 } } })
    await other.count('snapshot', 1)
    expect(other.frames.slice(2).map(({ t }) => t)).toEqual(['reset', 'snapshot'])
    for (const client of [second, third, other]) client.close()
  })
})
