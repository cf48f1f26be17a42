import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heatOf, yearRows } from '../src/pages/monthly/grid.ts'

const month = (name: string, value: number | string | null = 1) => ({ name, value, note: '' })

describe('months by year', () => {
  it('begin with the newest year, leave months empty that are not on record, and have the total beside them', () => {
    const rows = yearRows([month('2024-12', '1.5'), month('2026-02', null)], [month('2024'), month('2026', 3)])
    expect(rows.map(({ year }) => year)).toEqual([2026, 2025, 2024])
    expect(rows[0]?.months[1]).toEqual(month('2026-02', null))
    expect(rows[1]?.months).toEqual(Array.from({ length: 12 }, () => null))
    expect(rows[1]?.total).toBeNull()
    expect(rows[2]?.months[11]?.value).toBe('1.5')
    expect(rows[2]?.total).toEqual(month('2024'))
  })
  it('of nothing are nothing', () => {
    expect(yearRows([], [month('2026')])).toEqual([])
  })
})

describe('the colour of a cell', () => {
  it('has five steps to either side, and none at nothing', () => {
    expect([0, 0.1, 2, 2.1, 9, 10].map((value) => heatOf(value, 10))).toEqual([0, 1, 1, 2, 5, 5])
    expect(heatOf(3, 0)).toBe(0)
  })
  it('is as strong for a loss as for a gain of its size, and never weaker for more', () => {
    const size = fc.double({ min: 0, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(size, size, size, (a, b, greatest) => {
        expect(heatOf(-a, greatest) + heatOf(a, greatest)).toBe(0)
        expect(Math.sign(heatOf(a, greatest) - heatOf(b, greatest)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(heatOf(a, greatest))).toBeLessThanOrEqual(5)
      }),
    )
  })
})
