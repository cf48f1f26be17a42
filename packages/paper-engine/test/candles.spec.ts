import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/index.ts'
import {
  aCandle,
  aCloseOrder,
  advanceAll,
  aLong,
  aPolicy,
  aShort,
  aTick,
  decisionsOf,
  endsOf,
  exitOf,
  fillOf,
  KEY,
  second,
} from './given.ts'

const next = aPolicy({ entry: 'next_tick' })

describe('a candle that opens at or after the acceptance', () => {
  it.each([
    ['LONG', ['100', '109', '96', '101'], null],
    ['LONG', ['112', '113', '100', '100'], ['CLOSED_TP', '110', 'open', true]],
    ['LONG', ['110', '113', '100', '100'], ['CLOSED_TP', '110', 'open', false]],
    ['LONG', ['90', '120', '80', '100'], ['CLOSED_SL', '90', 'open', true]],
    ['LONG', ['95', '120', '80', '100'], ['CLOSED_SL', '95', 'open', false]],
    ['LONG', ['100', '112', '96', '101'], ['CLOSED_TP', '110', 'range', false]],
    ['LONG', ['100', '110', '96', '101'], ['CLOSED_TP', '110', 'range', false]],
    ['LONG', ['100', '101', '80', '101'], ['CLOSED_SL', '95', 'range', false]],
    ['LONG', ['100', '101', '95', '101'], ['CLOSED_SL', '95', 'range', false]],
    ['SHORT', ['88', '120', '80', '100'], ['CLOSED_TP', '90', 'open', true]],
    ['SHORT', ['107', '120', '80', '100'], ['CLOSED_SL', '107', 'open', true]],
    ['SHORT', ['100', '101', '89', '100'], ['CLOSED_TP', '90', 'range', false]],
    ['SHORT', ['100', '106', '99', '100'], ['CLOSED_SL', '105', 'range', false]],
  ] as const)('%s on %j: %j', (direction, prices, expected) => {
    const decisions = decisionsOf(direction === 'LONG' ? aLong() : aShort(), [aCandle(1, 0, [...prices])])
    if (expected === null) return expect(endsOf(decisions)).toEqual(['OPEN'])
    const [status, price, moment, gapped] = expected
    return expect(fillOf(decisions, 'exit').data).toMatchObject({
      status,
      price,
      ambiguous: false,
      evidence: { moment, gapped },
    })
  })

  it.each([
    ['LONG', '95'],
    ['SHORT', '105'],
  ])('books the loss and says so when %s touches both levels in one range', (direction, price) => {
    const accepted = direction === 'LONG' ? aLong() : aShort()
    expect(exitOf(accepted, [aCandle(1, 0, ['100', '120', '80', '100'])]).data).toMatchObject({
      status: 'CLOSED_SL',
      price,
      ambiguous: true,
      evidence: { moment: 'range' },
    })
  })

  it('is evidence as the price that reached the level, after the open', () => {
    const candle = aCandle(3, 2, ['100', '120', '80', '101'])
    expect(exitOf(aLong(), [candle])).toMatchObject({
      time: second(180),
      data: {
        evidence: {
          tick: { price: '80', time: second(180), seq: 3 },
          previous_tick: { price: '100', time: second(120), seq: 3 },
        },
      },
    })
    expect(exitOf(aShort(), [candle]).data.evidence.tick?.price).toBe('120')
    const rising = aCandle(3, 2, ['100', '120', '99', '101'])
    expect(exitOf(aLong(), [rising]).data.evidence.tick?.price).toBe('120')
    expect(exitOf(aShort(), [aCandle(3, 2, ['100', '101', '85', '99'])]).data.evidence.tick?.price).toBe('85')
  })

  it('has the close of the candle before as the price before its open', () => {
    const { evidence } = exitOf(aLong(), [
      aCandle(1, 0, ['100', '101', '99', '101']),
      aCandle(2, 5, ['94', '94', '94', '94']),
    ]).data
    expect(evidence).toMatchObject({
      tick: { price: '94', time: second(300), seq: 2 },
      previous_tick: { price: '101', time: second(60), seq: 1 },
    })
  })

  it.each([
    [60, 'open', '100', 60],
    [61, 'close', '101', 120],
    [120, 'close', '101', 120],
  ])('expires at second %s: at its %s', (expiry, moment, price, time) => {
    const exit = exitOf(aLong({ expires_at: second(expiry) }), [aCandle(1, 1, ['100', '102', '99', '101'])])
    expect(exit).toMatchObject({ time: second(time), data: { status: 'CLOSED_EXPIRED', price, evidence: { moment } } })
  })

  it('expires at the open before any level, and at the close behind the range', () => {
    const wild = aCandle(1, 1, ['94', '120', '80', '100'])
    expect(exitOf(aLong({ expires_at: second(60) }), [wild]).data).toMatchObject({
      status: 'CLOSED_EXPIRED',
      price: '94',
    })
    const later = aCandle(1, 1, ['100', '101', '80', '100'])
    expect(exitOf(aLong({ expires_at: second(61) }), [later]).data.status).toBe('CLOSED_SL')
  })
})

describe('a candle that opened before the acceptance', () => {
  const inside = { accepted_at: second(30) }

  it('counts only by its close', () => {
    expect(endsOf(decisionsOf(aLong(inside), [aCandle(1, 0, ['80', '130', '70', '100'])]))).toEqual(['OPEN'])
  })

  it.each([
    [{}, '111', 'CLOSED_TP', '110'],
    [{}, '94', 'CLOSED_SL', '94'],
    [{ expires_at: second(60) }, '111', 'CLOSED_EXPIRED', '111'],
  ])('%j closes at a close of %s: %s at %s', (given, close, status, price) => {
    const exit = exitOf(aLong({ ...inside, ...given }), [aCandle(1, 0, ['100', '120', '90', close])])
    expect(exit).toMatchObject({
      time: second(60),
      data: { status, price, ambiguous: false, evidence: { moment: 'close' } },
    })
  })

  it('has the price before the candle as the price before its close', () => {
    const accepted = aLong({
      ...inside,
      last_tick: { price: '99', time: second(20), seq: 4, bid: '98' },
      ticks_after: 4,
    })
    expect(exitOf(accepted, [aCandle(5, 0, ['100', '120', '90', '94'])]).data.evidence.previous_tick).toEqual({
      price: '99',
      time: second(20),
      seq: 4,
    })
  })

  it('still leaves other trades of the instrument their whole candle', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(inside), 1)
    engine.open(aLong({ signal_id: 's2' }), 2)
    expect(endsOf(advanceAll(engine, [aCandle(1, 0, ['100', '112', '99', '100'])]))).toEqual(['CLOSED_TP'])
    expect(engine.size).toBe(2)
    expect([...engine.trades()].map(({ phase }) => phase)).toEqual(['open', 'decided'])
  })

  it('is the rule at the edge: opening at the acceptance is not before it', () => {
    const candle = aCandle(1, 1, ['100', '112', '99', '100'])
    expect(endsOf(decisionsOf(aLong({ accepted_at: second(60) }), [candle]))).toEqual(['OPEN', 'CLOSED_TP'])
    expect(endsOf(decisionsOf(aLong({ accepted_at: '2024-01-01T00:01:00.001Z' }), [candle]))).toEqual(['OPEN'])
  })
})

describe('a next_tick entry on candles', () => {
  it('enters at the open and lives through range and close of the same candle', () => {
    const decisions = decisionsOf(aLong({ policy: next }), [aCandle(1, 1, ['101', '112', '99', '101'])])
    expect(endsOf(decisions)).toEqual(['OPEN', 'CLOSED_TP'])
    expect(fillOf(decisions, 'entry')).toMatchObject({
      time: second(60),
      data: { price: '101', evidence: { moment: 'open', tick: { price: '101', time: second(60), seq: 1 } } },
    })
    expect(fillOf(decisions, 'exit')).toMatchObject({ time: second(120), data: { evidence: { moment: 'range' } } })
  })

  it('may expire at the close of the candle it entered', () => {
    const accepted = aLong({ policy: next, expires_at: second(90) })
    expect(endsOf(decisionsOf(accepted, [aCandle(1, 1, ['101', '102', '99', '101'])]))).toEqual([
      'OPEN',
      'CLOSED_EXPIRED',
    ])
  })

  it('is missed when the open is at or past a level', () => {
    const candle = aCandle(1, 1, ['110', '112', '99', '101'])
    expect(endsOf(decisionsOf(aLong({ policy: next }), [candle]))).toEqual(['missed TAKE_PROFIT'])
  })

  it('enters at the close of a candle that opened before the acceptance, and only enters', () => {
    const accepted = aLong({ policy: next, accepted_at: second(30) })
    const decisions = decisionsOf(accepted, [aCandle(1, 0, ['80', '130', '70', '104'])])
    expect(endsOf(decisions)).toEqual(['OPEN'])
    expect(fillOf(decisions, 'entry')).toMatchObject({
      time: second(60),
      data: { price: '104', evidence: { moment: 'close' } },
    })
  })
})

describe('a next_tick trade that entered at a candle’s open before a restart', () => {
  const opened = aCandle(5, 1, ['101', '104', '94', '99'])
  const accepted = aLong({ policy: next, stop_loss: '94', take_profit: null, ticks_after: 2 })

  it('has the range and the close of that candle still before it', () => {
    const entry = fillOf(decisionsOf(accepted, [opened]), 'entry')
    const engine = createEngine({ position: 0 })
    engine.open(accepted, 1, { entry: { ...entry, recorded_at: entry.time } })
    expect(endsOf(advanceAll(engine, [aCandle(3, 0, ['90', '90', '90', '90']), opened]))).toEqual(['CLOSED_SL'])
  })

  it('does not take that open for the price before it', () => {
    const heard = aLong({ policy: next, last_tick: { price: '99', time: second(30), seq: 2 }, ticks_after: 2 })
    const entry = fillOf(decisionsOf(heard, [opened]), 'entry')
    const engine = createEngine({ position: 4 })
    engine.open(heard, 1, { entry: { ...entry, recorded_at: entry.time } })
    expect(engine.last(KEY)?.seq).toBe(2)
  })

  it('is not closed at the very open that entered it, however late the CLOSE comes', () => {
    const engine = createEngine({ position: 0 })
    const quiet = aCandle(5, 1, ['101', '104', '96', '99'])
    engine.open(accepted, 1)
    const entry = fillOf(engine.advance(KEY, quiet), 'entry')
    engine.enter({ ...entry, recorded_at: entry.time })
    engine.requestClose(aCloseOrder({ accepted_at: second(60), ticks_after: 2 }), 2)
    const [lag] = engine.lagging()
    expect(lag).toMatchObject({ after: 4, through: 5 })
    const exit = fillOf(engine.replayTrade(lag?.trade_id ?? '', [quiet], 5), 'exit')
    expect(exit.data).toMatchObject({ status: 'CLOSED_SIGNAL', price: '99', evidence: { moment: 'close' } })
  })

  it('has nothing of that candle before it when its close entered', () => {
    const young = aLong({ policy: next, accepted_at: second(70), ticks_after: 2 })
    const entry = fillOf(decisionsOf(young, [opened]), 'entry')
    const engine = createEngine({ position: 0 })
    engine.open(young, 1, { entry: { ...entry, recorded_at: entry.time } })
    expect(advanceAll(engine, [opened])).toEqual([])
    const exit = fillOf(advanceAll(engine, [aTick(6, '94', { time: second(130) })]), 'exit')
    expect(exit.data.evidence.previous_tick).toEqual({ price: '99', time: second(120), seq: 5 })
  })
})

describe('a CLOSE on candles', () => {
  const quiet = (seq: number, minute: number) => aCandle(seq, minute, ['100', '102', '99', '101'])
  const closed = (acceptedAt: number, candles: ReturnType<typeof aCandle>[], open = aLong()) => {
    const engine = createEngine({ position: 0 })
    engine.open(open, 1)
    engine.requestClose(aCloseOrder({ accepted_at: second(acceptedAt) }), 2)
    return advanceAll(engine, candles)
  }

  it.each([
    [60, 'open', '100', 60],
    [61, 'close', '101', 120],
  ])('accepted at second %s closes the candle of second 60 at its %s', (acceptedAt, moment, price, time) => {
    expect(fillOf(closed(acceptedAt, [quiet(1, 1)]), 'exit')).toMatchObject({
      time: second(time),
      data: { status: 'CLOSED_SIGNAL', price, evidence: { moment, gapped: false } },
    })
  })

  it('inside a candle comes behind the levels of its range', () => {
    expect(fillOf(closed(61, [aCandle(1, 1, ['100', '120', '99', '101'])]), 'exit').data.status).toBe('CLOSED_TP')
  })

  it('before a next_tick entry at the open is a miss, inside the candle an exit at its close', () => {
    const open = aLong({ policy: next })
    expect(endsOf(closed(60, [quiet(1, 1)], open))).toEqual(['missed CLOSED'])
    expect(endsOf(closed(61, [quiet(1, 1)], open))).toEqual(['OPEN', 'CLOSED_SIGNAL'])
  })

  it('counts as a tick at the close for a trade younger than the candle', () => {
    const young = aLong({ accepted_at: second(70) })
    expect(fillOf(closed(80, [quiet(1, 1)], young), 'exit').data).toMatchObject({
      price: '101',
      status: 'CLOSED_SIGNAL',
    })
  })
})

it('ticks and candles of one instrument follow one another', () => {
  const prices = [aTick(1, '101'), aCandle(2, 0, ['100', '103', '99', '102']), aTick(3, '94', { time: second(61) })]
  expect(exitOf(aLong(), prices).data.evidence.previous_tick).toEqual({ price: '102', time: second(60), seq: 2 })
})
