import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aligned, type Course, hoursBackTo, within } from '../src/pages/performance/aligned.ts'
import { barOf } from '../src/pages/performance/diverging.ts'

const at = (time: string, value: number | null): Course[number] => ({ time, value })

describe('courses over one row of moments', () => {
  it('keep every value at its own moment, and have none where they have none', () => {
    const { times, columns } = aligned([
      [at('2026-01-01T00:00:00.000Z', 1), at('2026-01-03T00:00:00.000Z', 3)],
      [at('2026-01-02T00:00:00.000Z', 20)],
    ])
    expect(times).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'])
    expect(columns).toEqual([
      [1, null, 3],
      [null, 20, null],
    ])
  })

  it('show the last of several values of one moment', () => {
    const { columns } = aligned([[at('2026-01-01T00:00:00Z', 1), at('2026-01-01T00:00:00.000Z', 2)]])
    expect(columns).toEqual([[2]])
  })

  it('ascend, and lose no moment', () => {
    const course = fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: 50 }).map((day) => new Date(day * 86_400_000).toISOString()),
        value: fc.option(fc.integer()),
      }),
    )
    fc.assert(
      fc.property(fc.array(course, { minLength: 1, maxLength: 3 }), (courses) => {
        const { times, columns } = aligned(courses)
        expect(times).toEqual([...new Set(courses.flat().map(({ time }) => time))].toSorted())
        for (const [of, own] of courses.entries())
          expect(columns[of]).toEqual(times.map((time) => own.findLast((point) => point.time === time)?.value ?? null))
      }),
    )
  })
})

describe('a period', () => {
  const points = ['2026-01-01T00:00:00Z', '2026-01-01T23:59:59Z', '2026-01-02T00:00:00Z'].map((time) => ({ time }))
  it('has its beginning and not its end', () => {
    expect(within(points, { from: '2026-01-01T23:59:59Z', to: '2026-01-02T00:00:00Z' })).toEqual([points[1]])
  })
  it('has the whole of a day that ends it', () => {
    expect(within(points, { to: '2026-01-01' })).toEqual(points.slice(0, 2))
  })
  it('without ends has all', () => {
    expect(within(points, {})).toEqual(points)
  })
})

describe('how far back to ask', () => {
  it('reaches behind the beginning of the period, and no further than the API allows', () => {
    const now = Date.parse('2026-01-02T12:30:00Z')
    expect(hoursBackTo('2026-01-02T10:00:00Z', now)).toBe(4)
    expect(hoursBackTo('2027-01-01', now)).toBe(1)
    expect(hoursBackTo('0001-01-01', now)).toBe(876_000)
    expect(hoursBackTo(undefined, now)).toBe(876_000)
  })
})

describe('a bar to either side of zero', () => {
  it('begins at zero, and the room holds all', () => {
    expect(barOf(30, [30, -10])).toEqual({ left: 25, width: 75 })
    expect(barOf(-10, [30, -10])).toEqual({ left: 0, width: 25 })
    expect(barOf(0, [0])).toEqual({ left: 0, width: 0 })
  })
  it('never leaves the room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        for (const value of values) {
          const { left, width } = barOf(value, values)
          expect(left).toBeGreaterThanOrEqual(0)
          expect(width).toBeGreaterThanOrEqual(0)
          expect(left + width).toBeLessThanOrEqual(100.000001)
        }
      }),
    )
  })
})
