import { describe, expect, it } from 'vitest'
import { curvesOf, fallsOf, widthFor } from '../src/curves.ts'
import { portfolioOf } from '../src/subject.ts'

const START = '2026-01-01T00:00:00.000Z'
const after = (days: number) => new Date(Date.parse(START) + days * 86_400_000).toISOString()
const moments = [0, -10, 5].map((total_return_pct, day) => ({
  time: after(day + 1),
  account_value: String(10_000 + 100 * total_return_pct),
  total_return_pct,
  drawdown_pct: total_return_pct < 0 ? -total_return_pct : 0,
}))

describe('the rows that a curve is drawn from', () => {
  it.each([
    ['minutes, while the record is younger than two days', 1.9, 'minute'],
    ['hours, while it is younger than ninety', 2, 'hour'],
    ['hours, to the last day that all are kept', 89.9, 'hour'],
    ['days from then on', 90, 'day'],
    ['days after ten years', 3650, 'day'],
  ])('are %s', (_, days, word) => {
    expect(widthFor(START, after(days)).word).toBe(word)
  })
})

describe('the curve of a portfolio', () => {
  it('is its time-weighted return, so that a bot that joins moves nothing', () => {
    const { equity, drawdown } = curvesOf(portfolioOf('live'), moments, widthFor(START, after(3)))
    expect(equity).toMatchObject({ unit: 'percent', baseline: 0 })
    expect(equity.points.map(({ value }) => value)).toEqual([0, -10, 5])
    expect(drawdown.points.map(({ value }) => value)).toEqual([0, 10, 0])
  })
  it('leaves out moments at which it has no return', () => {
    const none = [{ ...moments[0]!, total_return_pct: null }, ...moments.slice(1)]
    expect(curvesOf(portfolioOf('live'), none, widthFor(START, START)).equity.points).toHaveLength(2)
  })
})

describe('the falls of a record', () => {
  it('count from its start', () => {
    const { rows } = fallsOf(START, moments.slice(1), widthFor(START, START))
    expect(rows).toMatchObject(
      [{ started_at: '2026-01-01', depth_pct: -10, recovered_at: '2026-01-04' }].map(({ depth_pct: _, ...row }) => row),
    )
    expect(rows[0]?.['depth_pct']).toBeCloseTo(-10, 10)
  })
})
