import { describe, expect, it } from 'vitest'
import { aLong, aShort, aTick, decisionsOf, endsOf, exitOf, second } from './given.ts'

describe('an open trade at a tick', () => {
  it.each([
    ['LONG', 'below its take profit', '109.999999999999999999', []],
    ['LONG', 'at its take profit', '110', ['CLOSED_TP']],
    ['LONG', 'at its stop', '95', ['CLOSED_SL']],
    ['LONG', 'above its stop', '95.000000000000000001', []],
    ['SHORT', 'above its take profit', '90.000000000000000001', []],
    ['SHORT', 'at its take profit', '90', ['CLOSED_TP']],
    ['SHORT', 'at its stop', '105', ['CLOSED_SL']],
    ['SHORT', 'below its stop', '104.999999999999999999', []],
  ])('%s %s (%s): %j', (direction, _where, price, ends) => {
    const accepted = direction === 'LONG' ? aLong() : aShort()
    expect(endsOf(decisionsOf(accepted, [aTick(1, price)]))).toEqual(['OPEN', ...ends])
  })

  it.each([
    ['LONG', '120', 'CLOSED_TP', '110'],
    ['SHORT', '80', 'CLOSED_TP', '90'],
    ['LONG', '60', 'CLOSED_SL', '60'],
    ['SHORT', '140', 'CLOSED_SL', '140'],
  ])('%s beyond a level at %s: %s at %s, gapped', (direction, price, status, filledAt) => {
    const { data } = exitOf(direction === 'LONG' ? aLong() : aShort(), [aTick(1, '100'), aTick(2, price)])
    expect(data).toMatchObject({ status, price: filledAt, evidence: { gapped: true, tick: { price, seq: 2 } } })
  })

  it.each(['110', '95'])('at a level (%s) is no gap', (price) => {
    expect(exitOf(aLong(), [aTick(1, price)]).data.evidence.gapped).toBe(false)
  })

  it('takes the first of two levels that the stream crosses, whatever comes after', () => {
    const ticks = [aTick(1, '94'), aTick(2, '111'), aTick(3, '50')]
    expect(endsOf(decisionsOf(aLong(), ticks))).toEqual(['OPEN', 'CLOSED_SL'])
    expect(endsOf(decisionsOf(aShort(), ticks))).toEqual(['OPEN', 'CLOSED_SL'])
  })

  it('goes by the stream, not by the time, among ticks of one millisecond', () => {
    const time = second(7)
    const { data } = exitOf(aLong(), [aTick(1, '100', { time }), aTick(2, '94', { time }), aTick(3, '111', { time })])
    expect(data).toMatchObject({ status: 'CLOSED_SL', evidence: { tick: { seq: 2 }, previous_tick: { seq: 1 } } })
  })

  it('is left alone by a tick worked through before', () => {
    const ticks = [aTick(1, '100'), aTick(1, '94'), aTick(2, '101'), aTick(1, '111')]
    expect(endsOf(decisionsOf(aLong(), ticks))).toEqual(['OPEN'])
  })

  it('is left alone by ticks up to the last one before its acceptance', () => {
    const accepted = aLong({ ticks_after: 2 })
    expect(endsOf(decisionsOf(accepted, [aTick(1, '94'), aTick(2, '111')]))).toEqual(['OPEN'])
    expect(endsOf(decisionsOf(accepted, [aTick(1, '94'), aTick(2, '111'), aTick(3, '95')]))).toEqual([
      'OPEN',
      'CLOSED_SL',
    ])
  })

  it('exits no earlier than it was entered, though the tick says so', () => {
    const accepted = aLong({ accepted_at: second(10) })
    expect(exitOf(accepted, [aTick(1, '94', { time: second(9) })]).time).toBe(second(10))
    expect(exitOf(accepted, [aTick(1, '94', { time: second(11) })]).time).toBe(second(11))
  })
})

describe('expiry', () => {
  const expiring = aLong({ expires_at: second(10) })

  it('closes at the first tick at or past it, at that tick', () => {
    const { time, data } = exitOf(expiring, [aTick(9, '101'), aTick(10, '102'), aTick(11, '103')])
    expect(time).toBe(second(10))
    expect(data).toMatchObject({ status: 'CLOSED_EXPIRED', price: '102', evidence: { gapped: false } })
  })

  it.each(['94', '111'])('comes before both levels (tick at %s)', (price) => {
    expect(exitOf(expiring, [aTick(10, price)]).data).toMatchObject({ status: 'CLOSED_EXPIRED', price })
    expect(exitOf(aShort({ expires_at: second(10) }), [aTick(10, price)]).data).toMatchObject({
      status: 'CLOSED_EXPIRED',
      price,
    })
  })

  it('does nothing without a tick, and levels count until it', () => {
    expect(endsOf(decisionsOf(expiring, []))).toEqual(['OPEN'])
    expect(exitOf(expiring, [aTick(9, '94')]).data.status).toBe('CLOSED_SL')
  })
})

describe('a trade without levels', () => {
  const bare = { take_profit: null, stop_loss: null }

  it('stays open at any price', () => {
    expect(endsOf(decisionsOf(aLong(bare), [aTick(1, '0.000000000000000001'), aTick(2, '1000000000000')]))).toEqual([
      'OPEN',
    ])
  })
  it('closes by expiry', () => {
    expect(exitOf(aShort({ ...bare, expires_at: second(3) }), [aTick(3, '7')]).data.status).toBe('CLOSED_EXPIRED')
  })
  it('closes by the one level it has', () => {
    expect(exitOf(aLong({ take_profit: null }), [aTick(1, '500'), aTick(2, '95')]).data.status).toBe('CLOSED_SL')
    expect(exitOf(aLong({ stop_loss: null }), [aTick(1, '5'), aTick(2, '110')]).data.status).toBe('CLOSED_TP')
    expect(exitOf(aShort({ take_profit: null }), [aTick(1, '5'), aTick(2, '105')]).data.status).toBe('CLOSED_SL')
    expect(exitOf(aShort({ stop_loss: null }), [aTick(1, '500'), aTick(2, '90')]).data.status).toBe('CLOSED_TP')
  })
})
