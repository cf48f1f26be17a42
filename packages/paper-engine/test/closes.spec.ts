import { aCloseRequest, aClosingStop, closeOrderIn } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { createEngine, type Decision, type Engine } from '../src/index.ts'
import {
  aClose,
  aCloseOrder,
  advanceAll,
  aLong,
  aPolicy,
  aShort,
  aTick,
  endsOf,
  fillOf,
  KEY,
  recorded,
} from './given.ts'

const next = aPolicy({ entry: 'next_tick' })
const catchUp = (engine: Engine, prices: ReturnType<typeof aTick>[]): Decision[] =>
  engine.lagging().flatMap(({ trade_id, through }) => [...engine.replayTrade(trade_id, prices, through)])

describe('a CLOSE', () => {
  it('closes at the first tick behind its place in the stream, as a market order', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    engine.requestClose(aCloseOrder({ ticks_after: 2 }), 2)
    const exit = fillOf(
      advanceAll(engine, [aTick(1, '101'), aTick(2, '102'), aTick(3, '103'), aTick(4, '104')]),
      'exit',
    )
    expect(exit).toMatchObject({
      cause: aClose().id,
      correlation: 's1',
      data: { status: 'CLOSED_SIGNAL', price: '103', exit: { closed_by: 'close' }, evidence: { gapped: false } },
    })
  })

  it.each([
    ['94', 'CLOSED_SL'],
    ['111', 'CLOSED_TP'],
  ])('comes behind the levels at one tick (%s: %s)', (price, status) => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    engine.requestClose(aCloseOrder(), 2)
    const exit = fillOf(engine.advance(KEY, aTick(1, price)), 'exit')
    expect(exit.data).toMatchObject({ status, exit: { closed_by: null } })
  })

  it.each([
    [{}, ['s1', 's2', 's3']],
    [{ direction: 'LONG' as const }, ['s1', 's2']],
    [{ direction: 'SHORT' as const }, ['s3']],
    [{ opens_signal_id: 's2' }, ['s2']],
    [{ opens_signal_id: 's2', direction: 'SHORT' as const }, []],
    [{ opens_signal_id: 'nobody' }, []],
    [{ symbol: 'ETHUSDT' }, ['s4']],
    [{ venue: 'kraken' }, []],
    [{ bot_id: 'other' }, ['s5']],
  ])('%j is meant for %j', (given, meant) => {
    const engine = createEngine({ position: 0 })
    const opens = [
      aLong(),
      aLong({ signal_id: 's2' }),
      aShort({ signal_id: 's3' }),
      aLong({ signal_id: 's4', symbol: 'ETHUSDT' }),
      aLong({ signal_id: 's5', bot_id: 'other' }),
    ]
    opens.forEach((accepted, index) => engine.open(accepted, index + 1))
    const ids = engine.requestClose(aCloseOrder(given), 9)
    expect(ids.map((id) => engine.trade(id)?.accepted.data.signal_id)).toEqual(meant)
    const closed = advanceAll(engine, [aTick(1, '100')]).map(({ fact }) => fact.data.signal_id)
    expect(closed).toEqual(meant.filter((id) => id !== 's4'))
  })

  it('leaves a trade alone that was accepted behind it', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 5)
    expect(engine.requestClose(aCloseOrder(), 4)).toEqual([])
    expect(engine.advance(KEY, aTick(1, '100'))).toEqual([])
  })

  it('said twice closes once; of two, the first in the ledger is named', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    const other = aClose({ signal_id: 'other', input: { stream: 'SIGNALS', epoch: 'e1', seq: 5, received_at: '' } })
    for (const [close, seq] of [
      [aClose(), 2],
      [aClose(), 2],
      [other, 3],
    ] as const)
      engine.requestClose(closeOrderIn(close), seq)
    const [exit, ...more] = engine.advance(KEY, aTick(1, '100'))
    expect(more).toEqual([])
    expect(exit?.fact.data).toMatchObject({ exit: { closed_by: 'close' } })
  })
})

describe('a CLOSE that comes later than prices behind it', () => {
  it('takes the tick it would have taken', () => {
    const engine = createEngine({ position: 0 })
    const entry = engine.open(aLong(), 1)
    engine.enter(recorded(entry))
    const ticks = [aTick(1, '101'), aTick(2, '102'), aTick(3, '103')]
    expect(advanceAll(engine, ticks)).toEqual([])
    expect(engine.isSettled()).toBe(true)
    engine.requestClose(
      aCloseOrder({ ticks_after: 1, last_tick: { price: '101', time: '2024-01-01T00:00:01.000Z', seq: 1 } }),
      2,
    )
    expect(engine.isSettled()).toBe(false)
    expect(engine.lagging()).toMatchObject([{ key: KEY, after: 1, through: 3, before: { price: '101', seq: 1 } }])
    const { data } = fillOf(catchUp(engine, ticks), 'exit')
    expect(data).toMatchObject({
      price: '102',
      evidence: { tick: { seq: 2 }, previous_tick: { price: '101', seq: 1 } },
    })
  })

  it('undoes an exit behind it that the ledger does not hold', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    const ticks = [aTick(1, '101'), aTick(2, '102'), aTick(3, '94')]
    const [stop] = advanceAll(engine, ticks)
    if (stop === undefined) throw new Error('no exit')
    expect(engine.stands(stop)).toBe(true)
    engine.requestClose(aCloseOrder({ ticks_after: 1 }), 2)
    expect(engine.stands(stop)).toBe(false)
    const [closed] = catchUp(engine, ticks)
    expect(closed?.fact).toMatchObject({ id: stop.fact.id, data: { status: 'CLOSED_SIGNAL', price: '102' } })
  })

  it('leaves an exit before it', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    const [stop] = advanceAll(engine, [aTick(1, '101'), aTick(2, '94'), aTick(3, '100')])
    engine.requestClose(aCloseOrder({ ticks_after: 2 }), 2)
    expect(stop !== undefined && engine.stands(stop)).toBe(true)
    expect(engine.lagging()).toEqual([])
  })

  it('undoes a next_tick entry behind it, but not one that the ledger holds', () => {
    const ticks = [aTick(1, '101'), aTick(2, '102')]
    const entered = () => {
      const engine = createEngine({ position: 0 })
      engine.open(aLong({ policy: next }), 1)
      const [entry] = advanceAll(engine, ticks)
      return { engine, entry }
    }
    const undone = entered()
    undone.engine.requestClose(aCloseOrder(), 2)
    expect(undone.entry !== undefined && undone.engine.stands(undone.entry)).toBe(false)
    expect(endsOf(catchUp(undone.engine, ticks))).toEqual(['missed CLOSED'])

    const kept = entered()
    kept.engine.enter(recorded(kept.entry))
    kept.engine.requestClose(aCloseOrder(), 2)
    expect(fillOf(catchUp(kept.engine, ticks), 'exit').data).toMatchObject({ price: '102', status: 'CLOSED_SIGNAL' })
  })

  it('lags until caught up with where the instrument has gone meanwhile', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    const ticks = [aTick(1, '101'), aTick(2, '102')]
    advanceAll(engine, ticks)
    engine.open(aLong({ signal_id: 's2', ticks_after: 1 }), 2)
    const [lag] = engine.lagging()
    expect(lag).toMatchObject({ after: 1, through: 2 })
    expect(advanceAll(engine, [aTick(3, '94')]).map(({ fact }) => fact.data.signal_id)).toEqual(['s1'])
    expect(engine.replayTrade(lag?.trade_id ?? '', ticks, 2)).toEqual([])
    expect(engine.lagging()).toMatchObject([{ after: 2, through: 3 }])
    expect(endsOf(catchUp(engine, [aTick(3, '94')]))).toEqual(['CLOSED_SL'])
  })

  it('makes no tick eligible that was none', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ ticks_after: 2 }), 1)
    const ticks = [aTick(1, '94'), aTick(2, '94'), aTick(3, '103')]
    advanceAll(engine, ticks)
    engine.requestClose(aCloseOrder({ ticks_after: 0 }), 2)
    expect(engine.lagging()).toMatchObject([{ after: 2, through: 3 }])
    expect(fillOf(catchUp(engine, ticks), 'exit').data).toMatchObject({ status: 'CLOSED_SIGNAL', price: '103' })
  })

  it('may come before another one of which the stream knows nothing yet', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong(), 1)
    advanceAll(engine, [aTick(1, '101'), aTick(2, '102')])
    engine.requestClose(aCloseOrder({ signal_id: 'later', ticks_after: 3 }), 2)
    engine.requestClose(
      aCloseOrder({ ticks_after: 1, input: { stream: 'SIGNALS', epoch: 'e1', seq: 7, received_at: '' } }),
      3,
    )
    expect(engine.advance(KEY, aTick(4, '104'))).toEqual([])
    const exit = fillOf(catchUp(engine, [aTick(1, '101'), aTick(2, '102'), aTick(4, '104')]), 'exit')
    expect(exit.data).toMatchObject({ price: '102', exit: { closed_by: 'close' } })
  })
})

describe('a close that an operator or an alarm asks for', () => {
  const opened = () => {
    const engine = createEngine({ position: 0 })
    const opens = [
      aLong(),
      aLong({ signal_id: 's2', symbol: 'ETHUSDT' }),
      aShort({ signal_id: 's3' }),
      aLong({ signal_id: 's4', bot_id: 'other' }),
      aLong({ signal_id: 's5', run: 'r1' }),
    ]
    opens.forEach((accepted, index) => engine.open(accepted, index + 1))
    return { engine, named: (trades: string[]) => trades.map((id) => engine.trade(id)?.accepted.data.signal_id) }
  }
  const tradeId = aLong().data.trade_id ?? ''

  it('closes the one trade at the first tick behind its place, as CLOSED_MANUAL, because of the request', () => {
    const { engine, named } = opened()
    const request = aCloseRequest(tradeId, 2)
    expect(named(engine.requestClose(closeOrderIn(request), 9))).toEqual(['s1'])
    const decisions = advanceAll(engine, [aTick(2, '102'), aTick(3, '103'), aTick(4, '104')])
    expect(fillOf(decisions, 'exit')).toMatchObject({
      cause: request.id,
      correlation: 's1',
      data: {
        status: 'CLOSED_MANUAL',
        price: '103',
        evidence: { tick: { seq: 3 }, previous_tick: { price: '102', seq: 2 } },
        exit: { closed_by: null },
      },
    })
  })

  it('closes every live trade of the bot that a stop speaks of, whatever the instrument, and no later one', () => {
    const { engine, named } = opened()
    const stop = closeOrderIn(aClosingStop('a1', 0))
    expect(named(engine.requestClose(stop, 3))).toEqual(['s1', 's2'])
    expect(named(engine.requestClose(stop, 9))).toEqual(['s1', 's2', 's3'])
    expect(advanceAll(engine, [aTick(1, '100')]).map(({ fact }) => fact.data.signal_id)).toEqual(['s1', 's3'])
  })

  it.each([
    ['94', 'CLOSED_SL'],
    ['111', 'CLOSED_TP'],
  ])('comes behind the levels at one tick (%s: %s)', (price, status) => {
    const { engine } = opened()
    engine.requestClose(closeOrderIn(aCloseRequest(tradeId, 0)), 9)
    const [exit] = engine.advance(KEY, aTick(1, price))
    expect(exit?.fact.data).toMatchObject({ status })
  })

  it('and a CLOSE at the same tick: the first in the ledger closes', () => {
    for (const [first, second, status] of [
      [aCloseOrder(), closeOrderIn(aCloseRequest(tradeId, 0)), 'CLOSED_SIGNAL'],
      [closeOrderIn(aCloseRequest(tradeId, 0)), aCloseOrder(), 'CLOSED_MANUAL'],
    ] as const) {
      const engine = createEngine({ position: 0 })
      engine.open(aLong(), 1)
      engine.requestClose(first, 2)
      engine.requestClose(second, 3)
      expect(endsOf([...engine.advance(KEY, aTick(1, '100'))])).toEqual([status])
    }
  })

  it('ends a trade that waits for its entry as not entered', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ policy: next }), 1)
    const request = aCloseRequest(tradeId, 0)
    engine.requestClose(closeOrderIn(request), 2)
    const [missed] = engine.advance(KEY, aTick(1, '100'))
    expect(missed?.fact).toMatchObject({ type: 'entry.missed', cause: request.id, data: { reason: 'CLOSED' } })
  })

  it('that comes late goes back to a price it remembers, and takes the tick it would have taken', () => {
    const engine = createEngine({ position: 0 })
    engine.enter(recorded(engine.open(aLong(), 1)))
    const ticks = Array.from({ length: 60 }, (_, index) => aTick(index + 1, `${100 + (index % 5)}`))
    expect(advanceAll(engine, ticks)).toEqual([])
    engine.requestClose(closeOrderIn(aCloseRequest(tradeId, 40)), 2)
    const [lag] = engine.lagging()
    expect(lag?.after).toBeGreaterThan(20)
    expect(lag?.after).toBeLessThanOrEqual(40)
    expect(lag?.before).toMatchObject({ seq: lag?.after })
    expect(fillOf(catchUp(engine, ticks), 'exit').data).toMatchObject({
      status: 'CLOSED_MANUAL',
      evidence: { tick: { seq: 41 }, previous_tick: { seq: 40 } },
    })
  })
})
