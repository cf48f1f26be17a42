import { type EventOf, eventIdOf, type Unrecorded } from '@papertape/events'
import { createLogger } from '@papertape/service-kit'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEventSource } from '../src/feed/event-source.ts'
import { listen } from './feed-listener.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'show', mode: 'demo' })
})
afterAll(() => harness[Symbol.asyncDispose]())

let signals = 0
const trade = (bot_id: string, mode: 'live' | 'demo') => {
  signals += 1
  return harness.trade({ bot_id, mode, signal_id: `s${signals}` }, '111')
}

it('a live bot ends the demonstration: what was shown of demo bots is reset', async () => {
  const client = await listen(harness.url)
  await client.ask({ op: 'subscribe', topics: ['trades'] })
  await trade('show', 'demo')
  const [first] = await client.count('event', 2)
  await harness.register({ bot_id: 'bot' })
  await trade('bot', 'live')
  await client.count('reset', 1)
  await client.count('snapshot', 2, 'trades')
  await trade('show', 'demo')
  await trade('bot', 'live')
  await expect
    .poll(() => client.of('event').filter(({ data }) => data['mode'] === 'live').length)
    .toBeGreaterThanOrEqual(2)
  const after = client.frames.slice(client.frames.findIndex(({ t }) => t === 'reset') + 1)
  expect(after.filter((frame) => frame.t === 'event').every(({ data }) => data['mode'] === 'live')).toBe(true)

  const late = await listen(harness.url)
  const epoch = harness.gateway.watch.place()?.epoch
  await late.ask({ op: 'subscribe', topics: ['trades'], resume: { trades: { epoch, seq: first?.seq } } })
  await late.count('snapshot', 1)
  expect(late.of('reset')).toMatchObject([{ reason: 'epoch' }])
  client.close()
  late.close()
})

describe('events of long ago', () => {
  it('are read from the ledger, in parts, as they were told then', async () => {
    for (let i = 0; i < 4; i += 1) await trade('bot', 'live')
    const told = await listen(harness.url)
    const epoch = harness.gateway.watch.place()?.epoch
    await told.ask({
      op: 'subscribe',
      topics: ['trades', 'signals'],
      resume: { trades: { epoch, seq: 6 }, signals: { epoch, seq: 6 } },
    })
    await told.count('event', 9)
    const stop = new AbortController()
    const { tape, store, gateway } = harness
    const log = createLogger({ service: 'test', level: 'fatal' })
    const source = openEventSource({ ...gateway, tape, store, log, signal: stop.signal, startSpan: 0 })
    expect(await source.ready()).toBe(true)
    const from = source.log.from()
    expect(from).toBe(gateway.watch.place()?.seq)
    const { events, through } = await source.read(6, stop.signal)
    expect(through).toBe(from)
    expect(await source.read(through, stop.signal)).toEqual({ events: [], through })
    const shown = events.filter((event) => event.mode === 'live').map(({ seq, topic }) => ({ seq, topic }))
    expect(told.of('event').map(({ seq, topic }) => ({ seq, topic }))).toEqual(shown)
    for (const event of told.of('event')) {
      const { ts, type, id, data } = event
      const again = events.find(({ seq }) => seq === event.seq)
      expect(JSON.parse(`{${again?.tail}`)).toEqual({ ts, type, id, data })
    }
    stop.abort()
    await source.done
    told.close()
  })
})

describe('alarms', () => {
  type Raised = Unrecorded<EventOf<'alarm.raised'>>
  const data = {
    alarm_id: 'a1',
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
    level: 'WARNING',
    message: 'Drawdown 16 %',
    current_value: 16,
    threshold_value: 15,
    kpi_seq: 7,
    recommended_action: 'Look.',
  } as const
  const envelope = {
    version: 1,
    bot_id: 'bot',
    time: '2024-01-01T12:00:00.000Z',
    cause: 'x',
    correlation: null,
  } as const
  const raised: Raised = { ...envelope, id: eventIdOf('alarm.raised', 'a1'), type: 'alarm.raised', data }
  const escalated: Unrecorded<EventOf<'alarm.escalated'>> = {
    ...envelope,
    id: eventIdOf('alarm.escalated', 'a1'),
    type: 'alarm.escalated',
    time: '2024-01-01T12:05:00.000Z',
    data: { ...data, level: 'EMERGENCY', previous_level: 'WARNING', current_value: 21, recommended_action: 'Stop.' },
  }
  const { recommended_action: _, ...figures } = data
  const cleared: Unrecorded<EventOf<'alarm.cleared'>> = {
    ...envelope,
    id: eventIdOf('alarm.cleared', 'a1'),
    type: 'alarm.cleared',
    time: '2024-01-01T12:09:00.000Z',
    data: { ...figures, level: 'EMERGENCY', current_value: 9, message: 'Back' },
  }

  it('are told step by step, each as REST listed it then, also long after', async () => {
    const client = await listen(harness.url)
    const { results } = await client.ask({ op: 'subscribe', topics: ['alarms'] })
    const [{ epoch, seq } = { epoch: '', seq: 0 }] = results as { epoch: string; seq: number }[]
    const listed: unknown[] = []
    for (const fact of [raised, escalated]) {
      await harness.record(fact)
      listed.push((await harness.data('/api/alarms/active'))[0])
    }
    await harness.ask('/api/alarms/a1/acknowledge', { body: { reason: 'seen' }, operator: true })
    await expect.poll(async () => (await harness.data('/api/alarms/active'))[0]?.acknowledged_by).toBe('operator')
    listed.push((await harness.data('/api/alarms/active'))[0])
    await harness.record(cleared)
    listed.push((await harness.data('/api/alarms/history?hours=500000')).find(Boolean))
    const events = await client.count('event', 4)
    expect(events.map(({ type }) => type.split('.')[1])).toEqual(['raised', 'escalated', 'acknowledged', 'cleared'])
    expect(events.map((event) => event.data)).toEqual(listed)

    const late = await listen(harness.url)
    await late.ask({ op: 'subscribe', topics: ['alarms'], resume: { alarms: { epoch, seq } } })
    expect(await late.count('event', 4)).toEqual(events)
    const none = await listen(harness.url)
    await none.ask({ op: 'subscribe', topics: ['alarms'] })
    expect((await none.count('snapshot', 1))[0]?.data).toEqual(await harness.data('/api/alarms/active'))
    for (const one of [client, late, none]) one.close()
  })
})

it('another epoch of the projection resets every topic', async () => {
  const client = await listen(harness.url)
  const topics = ['trades', 'summary', 'kpi:all']
  await client.ask({ op: 'subscribe', topics })
  await client.count('snapshot', 3)
  await harness.pauseProjection()
  await harness.store.db.executeQuery(CompiledQuery.raw(`update projection.checkpoint set epoch = 'rebuilt'`))
  await client.count('reset', 3)
  const snapshots = await client.count('snapshot', 6)
  expect(client.of('reset').every(({ reason }) => reason === 'epoch')).toBe(true)
  for (const topic of topics) expect(snapshots.findLast((one) => one.topic === topic)?.epoch).toBe('rebuilt')
  client.close()
})
