import type { Performance, PnlSlice, Returns } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { profitBars, returnBars } from '../src/pages/performance/bars.ts'

const slice = (value: string, amount: string): PnlSlice => ({
  value,
  trades: 1,
  winning_trades: 1,
  losing_trades: 0,
  breakeven_trades: 0,
  gross_pnl: Number(amount),
  fees: 0,
  realized_pnl: Number(amount),
  exact: { gross_pnl: amount, fees: '0', realized_pnl: amount },
})

const performance = {
  pnl_by_day: [slice('2025-12-31', '1.1'), slice('2026-01-01', '-2.000000000000000001')],
  pnl_by_week: [slice('2025-W52', '1'), slice('2026-W01', '2')],
  pnl_by_month: [slice('2025-12', '1.1'), slice('2026-01', '-2')],
} as unknown as Performance

describe('bars of profit', () => {
  it('begin with the day, the Monday or the first of the month, and keep the amount as it was told', () => {
    expect(profitBars(performance, 'day', {}).map(({ time, exact }) => [time, exact])).toEqual([
      ['2025-12-31T00:00:00.000Z', '1.1'],
      ['2026-01-01T00:00:00.000Z', '-2.000000000000000001'],
    ])
    expect(profitBars(performance, 'week', {}).map(({ time }) => time.slice(0, 10))).toEqual([
      '2025-12-22',
      '2025-12-29',
    ])
    expect(profitBars(performance, 'month', {}).map(({ time }) => time.slice(0, 10))).toEqual([
      '2025-12-01',
      '2026-01-01',
    ])
  })

  it('are those that reach into the period', () => {
    const period = { from: '2026-01-01', to: '2026-01-01' }
    expect(profitBars(performance, 'day', period).map(({ name }) => name)).toEqual(['2026-01-01'])
    expect(profitBars(performance, 'week', period).map(({ name }) => name)).toEqual(['2026-W01'])
    expect(profitBars(performance, 'month', { from: '2026-01-15' }).map(({ name }) => name)).toEqual(['2026-01'])
  })
})

describe('bars of returns', () => {
  it('leave a period without a return empty, and are no amounts', () => {
    const returns = {
      days: [{ date: '2026-01-01', return_pct: 0.5, equity: '1', drawdown_pct: 0 }],
      months: [{ month: '2026-01', return_pct: null, days: 1 }],
      years: [{ year: 2026, return_pct: 3, days: 1 }],
    } as unknown as Returns
    expect(returnBars(returns, 'day')[0]).toEqual({
      name: '2026-01-01',
      time: '2026-01-01T00:00:00.000Z',
      value: 0.5,
      exact: null,
    })
    expect(returnBars(returns, 'month')[0]).toMatchObject({ time: '2026-01-01T00:00:00.000Z', value: null })
    expect(returnBars(returns, 'year')[0]).toMatchObject({ name: '2026', time: '2026-01-01T00:00:00.000Z', value: 3 })
  })
})
