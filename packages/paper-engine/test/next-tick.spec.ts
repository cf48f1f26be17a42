import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/index.ts'
import {
  aClose,
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

const policy = aPolicy({ entry: 'next_tick' })
const slipping = aPolicy({ entry: 'next_tick', slippage_bps: '10' })

describe('a next_tick entry', () => {
  it('waits for its tick', () => {
    expect(decisionsOf(aLong({ policy }), [])).toEqual([])
  })

  it.each([
    ['LONG', {}, policy, '101'],
    ['LONG', { bid: '100.9', ask: '101.2' }, policy, '101.2'],
    ['LONG', { bid: '100.9' }, policy, '101'],
    ['LONG', { ask: '101.2' }, slipping, '101.3012'],
    ['LONG', {}, slipping, '101.101'],
    ['SHORT', {}, policy, '101'],
    ['SHORT', { bid: '100.9', ask: '101.2' }, policy, '100.9'],
    ['SHORT', { ask: '101.2' }, policy, '101'],
    ['SHORT', { bid: '100.9' }, slipping, '100.7991'],
    ['SHORT', {}, slipping, '100.899'],
  ])('%s at 101 %j under %j buys or sells at the worse side: %s', (direction, quotes, under, price) => {
    const accepted = direction === 'LONG' ? aLong({ policy: under }) : aShort({ policy: under })
    const decisions = decisionsOf(accepted, [aTick(1, '101', quotes)])
    expect(endsOf(decisions)).toEqual(['OPEN'])
    expect(fillOf(decisions, 'entry').data).toMatchObject({
      price,
      status: 'OPEN',
      exit: null,
      evidence: { tick: { price: '101', seq: 1, ...quotes }, gapped: false, moment: null },
    })
  })

  it('only enters: the same tick closes nothing, the next may', () => {
    const decisions = decisionsOf(aLong({ policy }), [aTick(1, '101'), aTick(2, '94')])
    expect(endsOf(decisions)).toEqual(['OPEN', 'CLOSED_SL'])
    expect(fillOf(decisions, 'exit').data.exit).toMatchObject({ entry_price: '101', entry_time: second(1) })
  })

  it('sizes by the price it got', () => {
    expect(fillOf(decisionsOf(aLong({ policy }), [aTick(1, '99.9', { ask: '80' })]), 'entry').data.quantity).toBe(
      '1.25',
    )
  })

  it('counts from the tick, but not before the acceptance', () => {
    const accepted = aLong({ policy, accepted_at: second(10) })
    expect(fillOf(decisionsOf(accepted, [aTick(1, '100', { time: second(9) })]), 'entry').time).toBe(second(10))
    expect(fillOf(decisionsOf(accepted, [aTick(1, '100', { time: second(12) })]), 'entry').time).toBe(second(12))
  })

  it.each([
    ['LONG', '110', 'TAKE_PROFIT'],
    ['LONG', '111', 'TAKE_PROFIT'],
    ['LONG', '95', 'STOP_LOSS'],
    ['LONG', '1', 'STOP_LOSS'],
    ['SHORT', '90', 'TAKE_PROFIT'],
    ['SHORT', '1', 'TAKE_PROFIT'],
    ['SHORT', '105', 'STOP_LOSS'],
    ['SHORT', '106', 'STOP_LOSS'],
  ])('%s at or past a level (%s) is missed: %s', (direction, price, reason) => {
    const accepted = direction === 'LONG' ? aLong({ policy }) : aShort({ policy })
    const decisions = decisionsOf(accepted, [aTick(1, price), aTick(2, '100')])
    expect(endsOf(decisions)).toEqual([`missed ${reason}`])
  })

  it('at or past expiry is missed, before any level', () => {
    const accepted = aLong({ policy, expires_at: second(5) })
    expect(endsOf(decisionsOf(accepted, [aTick(5, '111')]))).toEqual(['missed EXPIRED'])
    expect(endsOf(decisionsOf(accepted, [aTick(4, '100')]))).toEqual(['OPEN'])
  })

  it('judges by the price alone: spread and slippage may cost more than the way to a level', () => {
    const wide = decisionsOf(aLong({ policy }), [aTick(1, '109', { bid: '94', ask: '112' }), aTick(2, '110')])
    expect(endsOf(wide)).toEqual(['OPEN', 'CLOSED_TP'])
    expect(fillOf(wide, 'exit').data.exit).toMatchObject({ entry_price: '112', gross_pnl: '-1.785714285714285714' })
  })

  it('is missed when a CLOSE comes before it', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ policy }), 1)
    expect(engine.requestClose(aCloseOrder(), 2)).toHaveLength(1)
    const [missed] = engine.advance(KEY, aTick(1, '100'))
    expect(missed?.fact).toMatchObject({
      type: 'entry.missed',
      cause: aClose().id,
      data: { reason: 'CLOSED', evidence: { tick: { seq: 1 } } },
    })
  })

  it('is not undone by a CLOSE that is effective only behind it', () => {
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ policy }), 1)
    engine.requestClose(aCloseOrder({ ticks_after: 1 }), 2)
    expect(endsOf(advanceAll(engine, [aTick(1, '100'), aTick(2, '101')]))).toEqual(['OPEN', 'CLOSED_SIGNAL'])
  })
})

describe('slippage of a next_tick trade', () => {
  const policyOf = (slippage_bps: string) => aPolicy({ entry: 'next_tick', slippage_bps })

  it.each([
    ['LONG', '94', 'CLOSED_SL', '93.906'],
    ['SHORT', '106', 'CLOSED_SL', '106.106'],
    ['LONG', '111', 'CLOSED_TP', '110'],
    ['SHORT', '89', 'CLOSED_TP', '90'],
  ])('%s out at %s: %s at %s', (direction, price, status, filledAt) => {
    const given = { policy: slipping }
    const accepted = direction === 'LONG' ? aLong(given) : aShort(given)
    expect(exitOf(accepted, [aTick(1, '100'), aTick(2, price)]).data).toMatchObject({ status, price: filledAt })
  })

  it('worsens the exit at expiry and by CLOSE', () => {
    const expiring = aShort({ policy: slipping, expires_at: second(2) })
    expect(exitOf(expiring, [aTick(1, '100'), aTick(2, '100')]).data.price).toBe('100.1')
    const engine = createEngine({ position: 0 })
    engine.open(aLong({ policy: slipping }), 1)
    engine.advance(KEY, aTick(1, '100'))
    engine.requestClose(aCloseOrder({ ticks_after: 1 }), 2)
    expect(fillOf(engine.advance(KEY, aTick(2, '100')), 'exit').data.price).toBe('99.9')
  })

  it('rounds once and never sells below the smallest price', () => {
    const bare = { take_profit: null, stop_loss: null }
    const short = aShort({ ...bare, policy: policyOf('9999') })
    const entry = fillOf(decisionsOf(short, [aTick(1, '0.000000000000000001')]), 'entry')
    expect(entry.data.price).toBe('0.000000000000000001')
    const fine = aLong({ policy: policyOf('0.000000000000000001') })
    expect(fillOf(decisionsOf(fine, [aTick(1, '100')]), 'entry').data.price).toBe('100')
    expect(fillOf(decisionsOf(aLong({ policy: policyOf('3.333') }), [aTick(1, '100')]), 'entry').data.price).toBe(
      '100.03333',
    )
  })
})
