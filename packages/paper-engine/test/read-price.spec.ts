import { describe, expect, it } from 'vitest'
import { acceptTick, priceOfTick, readPriceMessage, tickOf, UNREADABLE_REASONS } from '../src/index.ts'
import { second } from './given.ts'

const receivedAtMs = Date.parse(second(30))
const live = (text: string) => readPriceMessage({ text, seq: 7, receivedAtMs, replay: false })
const replayed = (text: string) => readPriceMessage({ text, seq: 7, receivedAtMs, replay: true })
const read = (fields: Record<string, unknown>) => live(JSON.stringify(fields))
const asText = (reading: ReturnType<typeof live>) => (reading.kind === 'ignored' ? reading.reason : tickOf(reading))

describe('a message of PRICES', () => {
  it.each([
    ['{"price":"64000.10"}', { price: '64000.1', time: second(30), seq: 7 }],
    ['{"price":64000.1,"time":"2024-01-01T00:00:07Z"}', { price: '64000.1', time: second(7), seq: 7 }],
    ['{"price":1e-18}', { price: '0.000000000000000001', time: second(30), seq: 7 }],
    ['{"price":"1e12"}', { price: '1000000000000', time: second(30), seq: 7 }],
    [
      '{"price":"1","bid":"0.9","ask":1.1,"size":"3"}',
      { price: '1', time: second(30), seq: 7, bid: '0.9', ask: '1.1' },
    ],
    ['{"price":"1","bid":null,"ask":null,"size":null,"time":null}', { price: '1', time: second(30), seq: 7 }],
    ['{"price":"1","size":0,"venue_id":12,"__proto__":{"bid":5}}', { price: '1', time: second(30), seq: 7 }],
    ['{"kind":"candle","price":"2"}', { price: '2', time: second(30), seq: 7 }],
  ])('%s is a tick', (text, tick) => {
    expect(asText(live(text))).toEqual(tick)
  })

  it.each(['', 'no json', '[1]', '"1"', '1', 'null', '{"price":1', '\u0000', '['.repeat(20_000)])(
    'that is no JSON object is MALFORMED (%j)',
    (text) => {
      expect(asText(live(text))).toBe('MALFORMED')
    },
  )

  it.each([
    undefined,
    null,
    '',
    ' 1',
    '1,5',
    'NaN',
    'Infinity',
    '-Infinity',
    'abc',
    0,
    '0',
    '0.000',
    -1,
    '-1',
    '-0',
    true,
    {},
    [1],
    '0.0000000000000000001',
    1e-19,
    '1e400',
    '0x10',
    '+1',
  ])('whose price is %j is an INVALID_PRICE', (price) => {
    const reading = read({ price })
    expect(asText(reading)).toBe('INVALID_PRICE')
    expect(reading).toMatchObject({ detail: expect.stringContaining('price ') })
  })

  it('with a number beyond every double is an INVALID_PRICE', () => {
    expect(asText(live('{"price":1e400}'))).toBe('INVALID_PRICE')
  })

  it.each(['bid', 'ask', 'size'])('with an unusable %s is ignored whole', (field) => {
    for (const value of ['x', 'NaN', -1, true, {}]) {
      expect(asText(read({ price: '1', [field]: value }))).toBe('INVALID_QUOTE')
    }
  })

  it.each(['bid', 'ask'])('with a %s of nothing is ignored: nobody buys or sells at 0', (field) => {
    expect(asText(read({ price: '1', [field]: 0 }))).toBe('INVALID_QUOTE')
  })

  it.each(['yesterday', '', '2024-01-01', true, {}, 1.5, '1704067207000'])(
    'with time %j has an INVALID_TIME',
    (time) => {
      expect(asText(read({ price: '1', time }))).toBe('INVALID_TIME')
    },
  )
})

describe('a message of REPLAYS', () => {
  const candle = {
    kind: 'candle',
    interval: '1m',
    open: '100',
    high: '110',
    low: '90',
    close: '95',
    time: second(60),
  }
  const readCandle = (given: Record<string, unknown>) => replayed(JSON.stringify({ ...candle, ...given }))

  it('is a price with its own time', () => {
    expect(asText(replayed('{"kind":"price","price":"5","time":1704067207000}'))).toEqual({
      price: '5',
      time: second(7),
      seq: 7,
    })
  })

  it('never takes the clock on the wall for its time', () => {
    expect(asText(replayed('{"kind":"price","price":"5"}'))).toBe('INVALID_TIME')
  })

  it.each([['{"price":"5"}'], ['{"kind":"signal"}'], ['{"kind":null}']])('of another kind is MALFORMED: %s', (text) => {
    expect(asText(replayed(text))).toBe('MALFORMED')
  })

  it.each([
    ['30s', second(30)],
    ['1m', second(0)],
    ['5m', '2023-12-31T23:56:00.000Z'],
    ['1h', '2023-12-31T23:01:00.000Z'],
    ['1d', '2023-12-31T00:01:00.000Z'],
    ['1w', '2023-12-25T00:01:00.000Z'],
  ])('is a candle of %s that opened at %s', (interval, opened_at) => {
    const reading = readCandle({ interval })
    expect(reading).toMatchObject({ kind: 'candle', opened_at, time: second(60), seq: 7 })
    expect(asText(reading)).toEqual({ price: '95', time: second(60), seq: 7 })
  })

  it.each([
    [{ high: '99' }, 'INVALID_CANDLE'],
    [{ low: '96' }, 'INVALID_CANDLE'],
    [{ low: '120' }, 'INVALID_CANDLE'],
    [{ close: '111' }, 'INVALID_CANDLE'],
    [{ close: '89' }, 'INVALID_CANDLE'],
    [{ interval: undefined }, 'INVALID_CANDLE'],
    [{ interval: '0m' }, 'INVALID_CANDLE'],
    [{ interval: '1M' }, 'INVALID_CANDLE'],
    [{ interval: 60 }, 'INVALID_CANDLE'],
    [{ open: '0' }, 'INVALID_PRICE'],
    [{ low: undefined }, 'INVALID_PRICE'],
    [{ time: undefined }, 'INVALID_TIME'],
    [{ time: '0000-01-01T00:00:00Z' }, 'INVALID_TIME'],
  ])('with %j is ignored: %s', (given, reason) => {
    expect(asText(readCandle(given))).toBe(reason)
    expect(UNREADABLE_REASONS).toContain(reason)
  })

  it('may be a candle with one price all through', () => {
    expect(readCandle({ open: '1', high: '1', low: '1', close: 1 }).kind).toBe('candle')
  })
})

describe('accepting', () => {
  const price = { time: second(10) }

  it.each([
    [null, null, 'accepted'],
    [second(10), null, 'accepted'],
    [second(9), null, 'accepted'],
    ['2024-01-01T00:00:10.001Z', null, 'OUT_OF_ORDER'],
    [null, second(-50), 'accepted'],
    [null, '2023-12-31T23:59:09.999Z', 'AHEAD_OF_TIME'],
    [second(11), second(-51), 'OUT_OF_ORDER'],
    [null, second(100_000), 'accepted'],
  ])('after %s, received at %s: %s', (lastTime, receivedAt, acceptance) => {
    expect(acceptTick(lastTime, price, receivedAt === null ? null : Date.parse(receivedAt))).toBe(acceptance)
  })
})

it('a recorded tick means the same price again', () => {
  const tick = { price: '1.5', time: second(1), seq: 3, bid: '1.4', ask: '1.6' }
  expect(tickOf(priceOfTick(tick))).toEqual(tick)
})
