import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { downSample } from '../src/index.ts'

const curves = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 3000 })
  .map((values) => values.map((value, i) => ({ time: new Date(i * 60_000).toISOString(), value })))

describe('a thinned curve', () => {
  it('has no more points than asked for, all of them real, in order, with the ends and the extremes', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 700 }), (points, max) => {
        const thin = downSample(points, max)
        expect(thin.length).toBeLessThanOrEqual(Math.max(max, 0))
        const places = thin.map((point) => points.indexOf(point))
        expect(places).not.toContain(-1)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        expect(new Set(places).size).toBe(places.length)
        if (points.length === 0) return
        expect([thin[0], thin.at(-1)]).toEqual([points[0], points.at(-1)])
        const range = (all: typeof points) => [
          Math.min(...all.map((p) => p.value)),
          Math.max(...all.map((p) => p.value)),
        ]
        expect(range([...thin])).toEqual(range(points))
      }),
    )
  })
  it('is the curve itself where that is short', () => {
    const points = [{ time: '2026-01-01', value: 1 }]
    expect(downSample(points, 600)).toBe(points)
  })
})
