import type { Position } from '@papertape/client'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { found, rMultipleOf, wayOf } from '../src/pages/open/levels.ts'

const long = {
  direction: 'LONG',
  entry_price: '100',
  current_price: '104',
  take_profit: '110',
  stop_loss: '95',
  quantity: '2',
  unrealized_pnl: '7.5',
} as const
const short = { ...long, direction: 'SHORT', take_profit: '90', stop_loss: '105', current_price: '96' } as const

describe('the way of a position', () => {
  it('is per cent of the price of now to each level, and a place between them', () => {
    const way = wayOf(long)
    expect(way?.toTarget).toBeCloseTo((6 / 104) * 100, 10)
    expect(way?.toStop).toBeCloseTo((9 / 104) * 100, 10)
    expect(way?.at).toBeCloseTo(9 / 15, 10)
    expect(way?.entryAt).toBeCloseTo(5 / 15, 10)
  })

  it('of a short is turned round', () => {
    const way = wayOf(short)
    expect(way?.toTarget).toBeCloseTo((6 / 96) * 100, 10)
    expect(way?.toStop).toBeCloseTo((9 / 96) * 100, 10)
    expect(way?.at).toBeCloseTo(9 / 15, 10)
  })

  it('beyond a level is negative, and stands at its end', () => {
    expect(wayOf({ ...long, current_price: '111' })).toMatchObject({ at: 1 })
    expect(wayOf({ ...long, current_price: '111' })?.toTarget).toBeLessThan(0)
    expect(wayOf({ ...long, current_price: '94' })).toMatchObject({ at: 0 })
  })

  it('has no place without both levels, and is none without a price', () => {
    expect(wayOf({ ...long, stop_loss: null })).toMatchObject({ at: null, entryAt: null, toStop: null })
    expect(wayOf({ ...long, current_price: null })).toBeNull()
    expect(wayOf({ ...long, entry_price: null })).toBeNull()
  })
})

describe('R', () => {
  it('is what is won in what stood at risk', () => {
    expect(rMultipleOf(long)).toBeCloseTo(0.75, 12)
    expect(rMultipleOf(short)).toBeCloseTo(0.75, 12)
  })

  it('is none without a stop, without a price, and where the entry lay beyond the stop', () => {
    expect(rMultipleOf({ ...long, stop_loss: null })).toBeNull()
    expect(rMultipleOf({ ...long, unrealized_pnl: null })).toBeNull()
    expect(rMultipleOf({ ...long, stop_loss: '100' })).toBeNull()
    expect(rMultipleOf({ ...long, stop_loss: '101' })).toBeNull()
  })

  it('has the sign of the profit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (pnl) => {
        expect(Math.sign(rMultipleOf({ ...long, unrealized_pnl: String(pnl) }) ?? Number.NaN)).toBe(Math.sign(pnl))
      }),
    )
  })
})

describe('finding positions', () => {
  const rows = [
    { symbol: 'BTCUSDT', bot_id: 'trend', strategy: null, venue: 'binance', signal_id: 's-1' },
    { symbol: 'ETHUSDT', bot_id: 'fade', strategy: 'Night', venue: 'binance', signal_id: 's-2' },
  ] as Position[]

  it('looks into symbol, bot, strategy, venue and signal, in any letter case', () => {
    expect(found(rows, 'btc')).toEqual([rows[0]])
    expect(found(rows, ' NIGHT ')).toEqual([rows[1]])
    expect(found(rows, 's-2')).toEqual([rows[1]])
    expect(found(rows, 'binance')).toEqual(rows)
    expect(found(rows, 'sol')).toEqual([])
    expect(found(rows, '  ')).toBe(rows)
  })
})
