import { describe, expect, it } from 'vitest'
import { valuation } from '../src/reads/position-view.ts'

const trade = {
  direction: 'LONG',
  quantity: '0.5',
  entry_price: '200',
  entry_fee: '0.1',
  position_size: '100',
} as const
const at = (price: string, heardAtMs = 1000) => ({ price, time: '2024-01-01T00:00:00.000Z', heardAtMs })

describe('an open trade', () => {
  it('is worth its move less the entry fee', () => {
    expect(valuation(trade, at('210.3'), 1000)).toEqual({
      current_price: '210.3',
      current_price_time: '2024-01-01T00:00:00.000Z',
      unrealized_pnl: '5.05',
      unrealized_pnl_pct: '5.05',
      price_state: 'live',
    })
  })
  it('gains by a fall when it is short', () => {
    expect(valuation({ ...trade, direction: 'SHORT' }, at('190'), 1000).unrealized_pnl).toBe('4.9')
  })
  it('is exact to the last digit', () => {
    const tiny = { ...trade, quantity: '1', entry_price: '0.000000000000000001', entry_fee: '0' }
    expect(valuation(tiny, at('1000000000000'), 1000).unrealized_pnl).toBe('999999999999.999999999999999999')
  })
  it('has a stale price after 60 s', () => {
    expect(valuation(trade, at('200'), 61_000).price_state).toBe('live')
    expect(valuation(trade, at('200'), 61_001).price_state).toBe('stale')
  })
  it('is worth nothing known without a price', () => {
    expect(valuation(trade, null, 0)).toEqual({
      current_price: null,
      current_price_time: null,
      unrealized_pnl: null,
      unrealized_pnl_pct: null,
      price_state: 'none',
    })
  })
})
