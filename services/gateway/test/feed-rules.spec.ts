import { describe, expect, it } from 'vitest'
import { paceOf } from '../src/feed/backpressure.ts'
import { createMessageRate } from '../src/feed/message-rate.ts'
import { mayConnect } from '../src/feed/origin.ts'
import { readMessage } from '../src/feed/protocol.ts'
import { readEventId } from '../src/feed/sse.ts'
import { parseTopic } from '../src/feed/topic-name.ts'

describe('a topic name', () => {
  it.each([
    ['trades', { kind: 'events', name: 'trades' }],
    ['summary', { kind: 'summary', name: 'summary' }],
    ['kpi:all', { kind: 'kpi', name: 'kpi:all', bot_id: null }],
    ['kpi:b1', { kind: 'kpi', name: 'kpi:b1', bot_id: 'b1' }],
    ['bot:b1', { kind: 'bot', name: 'bot:b1', bot_id: 'b1' }],
    [
      'prices:binance:BTC:USDT',
      { kind: 'prices', name: 'prices:binance:BTC:USDT', venue: 'binance', symbol: 'BTC:USDT' },
    ],
  ])('%s is one', (name, topic) => {
    expect(parseTopic(name)).toEqual(topic)
  })
  it.each([
    '',
    'nonsense',
    'kpi',
    'kpi:',
    'bot:all.',
    'bot:@all',
    'prices:binance',
    'prices::x',
    '__proto__',
    'trades:b1',
  ])('%j is none', (name) => {
    expect(parseTopic(name)).toBeNull()
  })
})

describe('a message of a client', () => {
  const read = (text: string) => readMessage(Buffer.from(text), false)
  it.each(['', 'not json', '[]', '3', 'null', '"subscribe"'])('%j ends the connection', (text) => {
    expect(read(text)).toMatchObject({ kind: 'refused', error: { code: 'bad-frame' }, close: 'bad_frame' })
  })
  it('in binary ends it too', () => {
    expect(readMessage(Buffer.from('{"op":"list"}'), true)).toMatchObject({ close: 'bad_frame' })
  })
  it.each([
    [
      { op: 'dance', id: 1 },
      { code: 'unknown-op', id: 1 },
    ],
    [{ id: 'x' }, { code: 'unknown-op', id: 'x' }],
    [
      { op: 'subscribe', id: 2 },
      { code: 'validation', id: 2, detail: '/topics: is required' },
    ],
    [{ op: 'subscribe', topics: ['trades'], max_hz: 0 }, { code: 'validation' }],
    [{ op: 'subscribe', topics: ['trades'], resume: { trades: { epoch: 1 } } }, { code: 'validation' }],
    [{ op: 'auth', id: -1, token: '' }, { code: 'validation' }],
  ])('%j is forgiven', (message, error) => {
    expect(read(JSON.stringify(message))).toMatchObject({ kind: 'refused', error, close: null })
  })
  it('is read with what it does not need left out', () => {
    const message = {
      op: 'subscribe',
      id: 3,
      topics: ['trades'],
      resume: { trades: { epoch: 'e', seq: 4 } },
      more: true,
    }
    const { more: _, ...op } = message
    expect(read(JSON.stringify(message))).toEqual({ kind: 'op', op })
  })
})

describe('the pace of a client', () => {
  const fine = { stalledSinceMs: null, pingSentAtMs: null, bufferedBytes: 0 }
  it.each([
    [fine, 'fine'],
    [{ ...fine, stalledSinceMs: 95_000 }, 'fine'],
    [{ ...fine, stalledSinceMs: 94_000 }, 'lagging'],
    [{ ...fine, pingSentAtMs: 94_000 }, 'lagging'],
    [{ ...fine, bufferedBytes: 2 ** 20 + 1 }, 'lagging'],
    [{ ...fine, stalledSinceMs: 84_000 }, 'slow'],
    [{ ...fine, pingSentAtMs: 84_000 }, 'slow'],
    [{ ...fine, bufferedBytes: 2 ** 22 + 1 }, 'slow'],
  ])('with %j is %s', (pressure, verdict) => {
    expect(paceOf(pressure, 100_000).verdict).toBe(verdict)
  })
})

it('messages pass at their rate, and twice as many at once', () => {
  const admit = createMessageRate(5)
  const passed = (atMs: number, count: number) =>
    Array.from({ length: count }, () => admit(atMs)).filter(Boolean).length
  expect(passed(0, 12)).toBe(10)
  expect(passed(1000, 12)).toBe(5)
  expect(passed(60_000, 12)).toBe(10)
})

describe('an origin', () => {
  const from = (origin: string | undefined, allowed: string[] = []) =>
    mayConnect({ origin, host: 'tape.example:8080' }, allowed)
  it('is this host, a listed one, or none at all', () => {
    expect(from(undefined)).toBe(true)
    expect(from('http://tape.example:8080')).toBe(true)
    expect(from('https://front.example', ['https://front.example/dashboard'])).toBe(true)
  })
  it('is refused else', () => {
    for (const other of ['http://tape.example', 'https://evil.example', 'null', 'tape.example:8080', '']) {
      expect([other, from(other, ['https://front.example'])]).toEqual([other, false])
    }
  })
})

it('an event id is an epoch and a sequence', () => {
  expect(readEventId('e7.10421')).toEqual({ epoch: 'e7', seq: 10_421 })
  expect(readEventId('2026-01-01T00:00:00.123Z.5')).toEqual({ epoch: '2026-01-01T00:00:00.123Z', seq: 5 })
  for (const none of [undefined, '', 'e7', '.5', 'e7.', 'e7.x', `e.${'9'.repeat(16)}`])
    expect(readEventId(none)).toBeNull()
})
