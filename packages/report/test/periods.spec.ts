import { describe, expect, it } from 'vitest'
import { monthlyReturns, worstDrawdowns } from '../src/index.ts'

const curve = (...values: number[]) =>
  values.map((value, day) => ({ time: `2026-01-${String(day + 1).padStart(2, '0')}T00:00:00.000Z`, value }))

describe('monthly returns', () => {
  it('link the returns of their days, and years those of their months', () => {
    const [year] = monthlyReturns([
      { day: '2026-01-30', return: 0.1 },
      { day: '2026-01-31', return: 0.1 },
      { day: '2026-02-01', return: -0.5 },
    ])
    expect(year?.year).toBe(2026)
    expect(year?.months[0]).toBeCloseTo(21, 10)
    expect(year?.months[1]).toBeCloseTo(-50, 10)
    expect(year?.months.slice(2)).toEqual(Array.from({ length: 10 }, () => null))
    expect(year?.total).toBeCloseTo(-39.5, 10)
  })
  it('are undefined where a day is', () => {
    const [year] = monthlyReturns([
      { day: '2026-01-31', return: null },
      { day: '2026-01-31', return: 0.1 },
      { day: '2026-02-01', return: 0.1 },
    ])
    expect([year?.months[0], year?.total]).toEqual([null, null])
    expect(year?.months[1]).toBeCloseTo(10, 10)
  })
  it('are by year, oldest first', () => {
    const years = monthlyReturns([
      { day: '2026-01-01', return: 0 },
      { day: '2025-12-31', return: 0 },
    ])
    expect(years.map(({ year }) => year)).toEqual([2025, 2026])
  })
})

describe('the worst drawdowns', () => {
  const rowsOf = (...values: number[]) => worstDrawdowns(curve(...values), 3).rows
  it('are deepest first, from peak over trough to recovery', () => {
    expect(rowsOf(100, 90, 100, 120, 60, 90, 130)).toEqual([
      { started_at: '2026-01-04', trough_at: '2026-01-05', recovered_at: '2026-01-07', depth_pct: -50, length_days: 3 },
      { started_at: '2026-01-01', trough_at: '2026-01-02', recovered_at: '2026-01-03', depth_pct: -10, length_days: 2 },
    ])
  })
  it('count a fall that goes on to the last point', () => {
    expect(rowsOf(100, 50, 75)).toEqual([
      { started_at: '2026-01-01', trough_at: '2026-01-02', recovered_at: null, depth_pct: -50, length_days: 2 },
    ])
  })
  it('are none of a curve that never falls, or has nothing to fall from', () => {
    expect([rowsOf(), rowsOf(1), rowsOf(1, 1, 2), rowsOf(0, -1)]).toEqual([[], [], [], []])
  })
  it('are as many as asked for', () => {
    expect(rowsOf(10, 9, 10, 8, 10, 7, 10, 6, 10).map(({ depth_pct }) => depth_pct)).toEqual([-40, -30, -20])
  })
})
