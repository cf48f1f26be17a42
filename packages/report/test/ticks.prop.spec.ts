import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceTicks, timeTicks } from '../src/ticks.ts'

const amounts = fc.double({ min: -1e15, max: 1e15, noNaN: true })

describe('ticks of values', () => {
  it('reach around the values, grow, and are few', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)]
        const { low, high, values } = niceTicks(min, max, 4)
        const invisible = (max - min) * 1e-9
        expect(low).toBeLessThanOrEqual(min + invisible)
        expect(high).toBeGreaterThanOrEqual(max - invisible)
        expect(high).toBeGreaterThan(low)
        expect(values.length).toBeGreaterThan(1)
        expect(values.length).toBeLessThan(9)
        expect(values).toEqual([...new Set(values)].toSorted((x, y) => x - y))
      }),
    )
  })
  it.each([
    [0, 1, [0, 0.25, 0.5, 0.75, 1]],
    [8962, 15_119, [8000, 10_000, 12_000, 14_000, 16_000]],
    [0, 19.2, [0, 5, 10, 15, 20]],
    [0.1, 0.3, [0.1, 0.15, 0.2, 0.25, 0.3]],
  ])('from %d to %d are round', (min, max, values) => {
    expect(niceTicks(min, max, 4).values).toEqual(values)
  })
})

describe('ticks of times', () => {
  const labels = (from: string, to: string) => timeTicks(Date.parse(from), Date.parse(to), 6).map(({ label }) => label)
  it.each([
    ['minutes', '2026-01-01T10:00Z', '2026-01-01T10:10Z', ['10:00', '10:02', '10:04', '10:06', '10:08', '10:10']],
    ['hours', '2026-01-01T20:10Z', '2026-01-02T05:00Z', ['22:00', '01-02', '02:00', '04:00']],
    ['days', '2026-01-01T12:00Z', '2026-01-06T00:00Z', ['01-02', '01-03', '01-04', '01-05', '01-06']],
    ['months', '2025-11-20T00:00Z', '2026-03-01T00:00Z', ['2025-12', '2026-01', '2026-02', '2026-03']],
    ['years', '2021-03-01T00:00Z', '2025-06-01T00:00Z', ['2022', '2023', '2024', '2025']],
  ])('fall on round %s', (_, from, to, expected) => {
    expect(labels(from, to)).toEqual(expected)
  })
  it('are few, in order and within, however long it was', () => {
    const moment = fc.integer({ min: 0, max: 4e12 })
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const times = timeTicks(from, to, 6).map(({ atMs }) => atMs)
        expect(times.length).toBeLessThanOrEqual(8)
        expect(times.every((at) => at >= from && at <= to)).toBe(true)
        expect(times).toEqual(times.toSorted((x, y) => x - y))
      }),
    )
  })
})
