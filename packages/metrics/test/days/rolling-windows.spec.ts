import { describe, expect, it } from 'vitest'
import { dayAfter, type RecordDay, rollingWindows } from '../../src/index.ts'

const daysOf = (returns: readonly (number | null)[]): RecordDay[] =>
  returns.map((value, place) => ({ date: dayAfter('2024-01-01', place), level: '1', return: value }))

describe('rolling figures', () => {
  it('begin with the first whole window, and end with the last day', () => {
    const points = rollingWindows(daysOf([0.01, -0.01, 0.02, 0.03]), 3)
    expect(points.map(({ date }) => date)).toEqual(['2024-01-03', '2024-01-04'])
    expect(rollingWindows(daysOf([0.01, -0.01]), 3)).toEqual([])
  })

  it('are by hand what they are', () => {
    const [point] = rollingWindows(daysOf([0.01, -0.01, 0.03]), 3)
    // Mean 0.01, deviation 0.02, downside √(0.0001 / 3).
    expect(point?.sharpe).toBeCloseTo(0.5 * Math.sqrt(365), 12)
    expect(point?.sortino).toBeCloseTo((0.01 / Math.sqrt(0.0001 / 3)) * Math.sqrt(365), 12)
    expect(point?.volatility_pct).toBeCloseTo(2 * Math.sqrt(365), 12)
    expect(point?.return_pct).toBeCloseTo((1.01 * 0.99 * 1.03 - 1) * 100, 12)
    expect(point?.quality.sharpe).toEqual({ n: 3, state: 'low_sample', reason: 'TOO_FEW' })
    expect(point?.quality.return_pct).toBeUndefined()
  })

  it('say why there is none', () => {
    const [flat] = rollingWindows(daysOf([0, 0, 0]), 3)
    expect(flat).toMatchObject({ sharpe: null, sortino: null, volatility_pct: 0, return_pct: 0 })
    expect(flat?.quality).toMatchObject({ sharpe: { reason: 'ZERO_VARIANCE' }, sortino: { reason: 'NO_LOSSES' } })
    const [lost] = rollingWindows(daysOf([0.01, null, -0.01]), 3)
    expect(lost).toMatchObject({ return_pct: null })
    expect(lost?.quality).toMatchObject({
      return_pct: { n: 2, state: 'undefined', reason: 'EQUITY_NOT_POSITIVE' },
      sharpe: { n: 2, state: 'low_sample', reason: 'EQUITY_NOT_POSITIVE' },
    })
  })
})
