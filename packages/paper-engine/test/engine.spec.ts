import { entryMissed, fillRecorded } from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { createEngine, instrumentKey, instrumentOfKey, inTapeOrder, type Price } from '../src/index.ts'
import {
  aCandle,
  aClose,
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
  recorded,
  second,
} from './given.ts'

const next = aPolicy({ entry: 'next_tick' })
const last_tick = { price: '99', time: second(4), seq: 4, bid: '98', ask: '100' }

describe('evidence', () => {
  it('of an entry at the signal’s own price is the last tick before it', () => {
    const { data, time } = fillOf(decisionsOf(aLong({ last_tick, accepted_at: second(5) }), []), 'entry')
    expect(time).toBe(second(5))
    expect(data.evidence).toEqual({
      tick: null,
      previous_tick: { price: '99', time: second(4), seq: 4 },
      gapped: false,
      moment: null,
      policy_hash: aLong().data.policy_hash,
    })
  })

  it('has the signal’s last tick before the first eligible one, and the stream’s before all others', () => {
    const accepted = aLong({ last_tick, ticks_after: 4 })
    const first = exitOf(accepted, [aTick(2, '101'), aTick(5, '94')])
    expect(first.data.evidence.previous_tick).toEqual({ price: '99', time: second(4), seq: 4 })
    const later = exitOf(accepted, [aTick(5, '101', { bid: '100' }), aTick(6, '94')])
    expect(later.data.evidence.previous_tick).toEqual({ price: '101', time: second(5), seq: 5 })
    expect(exitOf(aLong(), [aTick(1, '94')]).data.evidence.previous_tick).toBeNull()
  })

  it('hangs on nothing but the acceptance and its eligible ticks', () => {
    const accepted = aLong({ last_tick: null, ticks_after: 4 })
    expect(exitOf(accepted, [aTick(2, '101'), aTick(5, '94')]).data.evidence.previous_tick).toBeNull()
  })

  it('keeps the quotes of the tick that decided', () => {
    expect(exitOf(aLong(), [aTick(1, '94', { bid: '93', ask: '95' })]).data.evidence.tick).toEqual({
      price: '94',
      time: second(1),
      seq: 1,
      bid: '93',
      ask: '95',
    })
  })
})

describe('facts', () => {
  it('keep to their schemas', () => {
    const entered = decisionsOf(aLong({ policy: next, mode: 'replay', run: 'r1' }), [aTick(1, '100'), aTick(2, '94')])
    for (const { fact } of entered) fillRecorded.parse({ ...fact, recorded_at: EPOCH_START })
    const [missed] = decisionsOf(aLong({ policy: next }), [aTick(1, '94')])
    entryMissed.parse({ ...missed?.fact, recorded_at: EPOCH_START })
    expect(fillOf(entered, 'exit').data).toMatchObject({ mode: 'replay', run: 'r1', leg: 'exit' })
  })

  it('have ids that hang on the acceptance alone, one per leg', () => {
    const [entry, stop] = decisionsOf(aLong(), [aTick(1, '94')])
    const [again, profit] = decisionsOf(aLong(), [aTick(700, '110')])
    expect(entry?.fact.id).toBe(again?.fact.id)
    expect(stop?.fact.id).toBe(profit?.fact.id)
    expect(entry?.fact.id).not.toBe(stop?.fact.id)
    expect(entry?.fact.cause).toBe(aLong().id)
    expect(stop?.fact.cause).toBe(entry?.fact.id)
  })
})

describe('an engine', () => {
  it('refuses an acceptance that opens nothing', () => {
    const engine = createEngine({ position: 0 })
    expect(() => engine.open(aClose(), 1)).toThrow(RangeError)
    expect(() => engine.open(aLong({ direction: null }), 1)).toThrow(RangeError)
  })

  it('keeps each trade apart: two bots and two trades of one bot on one symbol', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ bot_id: 'a' }), 1)
    engine.open(aShort({ bot_id: 'b' }), 2)
    engine.open(aLong({ bot_id: 'a', signal_id: 's2', stop_loss: '50' }), 3)
    const first = engine.advance(KEY, aTick(1, '89'))
    expect(first.map(({ bot_id, fact }) => [bot_id, fact.data.signal_id])).toEqual([
      ['a', 's1'],
      ['b', 's1'],
    ])
    expect(endsOf(first)).toEqual(['CLOSED_SL', 'CLOSED_TP'])
    expect(endsOf(engine.advance(KEY, aTick(2, '120')))).toEqual(['CLOSED_TP'])
    expect(engine.advance(KEY, aTick(3, '1'))).toEqual([])
  })

  it('decides trades of one tick in ledger order', () => {
    const engine = createEngine({ position: 0 })
    for (const seq of [5, 3, 9, 1, 7]) engine.open(aLong({ signal_id: `s${seq}`, take_profit: String(101 + seq) }), seq)
    expect(engine.advance(KEY, aTick(1, '120')).map(({ fact }) => fact.data.signal_id)).toEqual([
      's1',
      's3',
      's5',
      's7',
      's9',
    ])
  })

  it('keeps instruments apart', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    expect(engine.advance(instrumentKey('binance', 'ETHUSDT'), aTick(1, '1'))).toEqual([])
    expect(engine.advance(instrumentKey('kraken', 'BTCUSDT'), aTick(2, '1'))).toEqual([])
    expect(engine.openInstruments()).toEqual([KEY])
  })

  it('says a decision once, and holds the trade until it is settled', () => {
    const engine = createEngine({ position: 0 })
    const entry = engine.open(aLong(), 1)
    expect(engine.open(aLong(), 1)).toBeNull()
    expect(engine.isSettled()).toBe(false)
    engine.enter(recorded(entry))
    expect(engine.isSettled()).toBe(true)
    expect(entry !== null && engine.stands(entry)).toBe(false)
    const [exit] = engine.advance(KEY, aTick(1, '94'))
    if (exit === undefined) throw new Error('no exit')
    expect(engine.advance(KEY, aTick(2, '94'))).toEqual([])
    expect([engine.stands(exit), engine.isSettled(), engine.size]).toEqual([true, false, 1])
    engine.settle(exit.trade_id)
    engine.settle(exit.trade_id)
    expect([engine.stands(exit), engine.isSettled(), engine.size]).toEqual([false, true, 0])
    expect(engine.openInstruments()).toEqual([])
  })

  it('goes on deciding while an entry is on its way into the ledger', () => {
    const engine = createEngine({ position: 0 })
    const entry = engine.open(aLong(), 1)
    const [exit] = engine.advance(KEY, aTick(1, '94'))
    engine.enter(recorded(entry))
    expect(exit !== undefined && engine.stands(exit)).toBe(true)
    expect(engine.isSettled()).toBe(false)
  })

  it('marks the fills of a trade with a price gap from then on', () => {
    const engine = createEngine({ position: 0 })
    const entry = engine.open(aLong(), 1)
    engine.open(aLong({ signal_id: 's2' }), 2)
    engine.markPriceGap(entry?.trade_id ?? '')
    expect(engine.advance(KEY, aTick(1, '94')).map(({ fact }) => fact.data.price_gap)).toEqual([true, false])
    expect(entry?.fact.data.price_gap).toBe(false)
  })

  it('knows the last price of an instrument', () => {
    const engine = createEngine({ position: 0 })
    expect(engine.last(KEY)).toBeNull()
    advanceAll(engine, [aTick(1, '94'), aTick(2, '95')])
    expect(engine.last(KEY)?.seq).toBe(2)
  })

  it('learns the last price before its own beginning from trades that know it', () => {
    const begun = createEngine({ position: 4 })
    begun.open(aLong({ last_tick, ticks_after: 4 }), 1)
    expect(begun.last(KEY)).toMatchObject({ time: second(4), seq: 4 })

    const late = createEngine({ position: 6 })
    const entry = late.open(aLong({ last_tick, ticks_after: 4 }), 1)
    expect(late.last(KEY)).toBeNull()
    late.replayTrade(entry?.trade_id ?? '', [aTick(5, '100')], 6)
    expect(late.last(KEY)).toMatchObject({ time: second(5), seq: 5 })
    expect(fillOf(late.advance(KEY, aTick(7, '94')), 'exit').data.evidence.previous_tick?.seq).toBe(5)
  })

  it('counts an unseen instrument as worked through to where the engine began', () => {
    const engine = createEngine({ position: 50 })
    engine.open(aLong({ ticks_after: 40 }), 1)
    engine.open(aLong({ ticks_after: 50, signal_id: 's2' }), 2)
    engine.open(aLong({ ticks_after: 60, signal_id: 's3' }), 3)
    expect([...engine.trades()].map(({ phase }) => phase)).toEqual(['behind', 'open', 'waiting'])
    const [lag] = engine.lagging()
    expect(lag).toMatchObject({ key: KEY, after: 40, through: 50, before: null })
    expect(endsOf(engine.replayTrade(lag?.trade_id ?? '', [aTick(45, '94')], 50))).toEqual(['CLOSED_SL'])
  })
})

describe('late decisions', () => {
  const lateTo = (...seqs: number[]) => {
    const engine = createEngine({ position: 9 })
    for (const seq of seqs) engine.open(aLong({ signal_id: `s${seq}` }), seq)
    return engine
  }

  it('are asked for in ledger order', () => {
    const ids = lateTo(5, 3, 4)
      .lagging()
      .map(({ trade_id }) => trade_id)
    expect(ids).toEqual(['s3', 's4', 's5'].map((signal_id) => aLong({ signal_id }).data.trade_id))
  })

  it('sort by price, then by moment, and stay in ledger order within one', () => {
    const exitOn = (price: Price) => decisionsOf(aLong(), [price]).slice(1)
    const atTick = exitOn(aTick(1, '94'))
    const atOpen = exitOn(aCandle(2, 0, ['94', '100', '80', '90']))
    const inRange = exitOn(aCandle(2, 0, ['100', '100', '80', '90']))
    const alsoInRange = decisionsOf(aLong({ signal_id: 's2' }), [aCandle(2, 0, ['100', '100', '80', '90'])]).slice(1)
    const sorted = [inRange, alsoInRange, atOpen, atTick].flat().toSorted(inTapeOrder)
    expect(sorted).toEqual([atTick, atOpen, inRange, alsoInRange].flat())
  })
})

it('instrument keys keep venue and symbol apart, whatever they hold', () => {
  for (const [venue, symbol] of [
    ['a', 'b'],
    ['', 'a:b'],
    ['1:', ':2'],
    ['a\u0000', 'é…'],
  ] as const) {
    expect(instrumentOfKey(instrumentKey(venue, symbol))).toEqual({ venue, symbol })
  }
  expect(instrumentKey('ab', 'c')).not.toBe(instrumentKey('a', 'bc'))
})
