import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogramScale, normalCurve } from '../src/charts/histogram-scale.ts'
import { digitsOf, niceTicks } from '../src/charts/nice-ticks.ts'

const bins = [
  { from: -1, to: 0, count: 1 },
  { from: 0, to: 3, count: 2 },
]
const room = { left: 40, right: 440 }

describe('bins in a room', () => {
  it('are as wide as they are', () => {
    const { xOf, boxOf } = histogramScale(bins, room, 'linear')
    expect(boxOf(0)).toEqual({ left: 40, width: 100 })
    expect(boxOf(1)).toEqual({ left: 140, width: 300 })
    expect([-1, 0, 3].map(xOf)).toEqual([40, 140, 440])
  })

  it('can all be equally wide, and a value lies in its own', () => {
    const { xOf, boxOf } = histogramScale(bins, room, 'even')
    expect(boxOf(1)).toEqual({ left: 240, width: 200 })
    expect([-0.5, 0, 1.5, 3].map(xOf)).toEqual([140, 240, 340, 440])
  })

  it('keep what lies outside at the nearest end', () => {
    const { xOf } = histogramScale(bins, room, 'linear')
    expect([-9, 9].map(xOf)).toEqual([40, 440])
  })

  it('fill the room where all values are one', () => {
    const { xOf, boxOf } = histogramScale([{ from: 2, to: 2, count: 7 }], room, 'linear')
    expect(boxOf(0)).toEqual({ left: 40, width: 400 })
    expect(xOf(2)).toBe(240)
  })
})

describe('the normal curve over bins', () => {
  it('holds as many values as the bars do', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ from: at - 20, to: at - 19, count: 0 }))
    const curve = normalCurve(many, { n: 500, mean: 0, deviation: 3 })
    const step = 40 / 120
    expect(curve.reduce((sum, point) => sum + point.count * step, 0)).toBeCloseTo(500, 0)
    expect(curve.toSorted((a, b) => b.count - a.count)[0]?.value).toBeCloseTo(0)
  })
  it('does not exist without deviation or bins', () => {
    expect(normalCurve(bins, { n: 3, mean: 1, deviation: 0 })).toEqual([])
    expect(normalCurve([], { n: 0, mean: 1, deviation: 1 })).toEqual([])
  })
})

describe('ticks', () => {
  it('are round', () => {
    expect(niceTicks(0, 1, 4)).toEqual([0, 0.5, 1])
    expect(niceTicks(-0.3, 0.3, 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
    expect(niceTicks(5, 5, 4)).toEqual([5])
  })
  it('are told with as many decimals as the finest needs', () => {
    expect(digitsOf([0, 0.05, 0.1])).toBe(2)
    expect(digitsOf([-10, 0, 10])).toBe(0)
    expect(digitsOf([])).toBe(0)
  })
  it('lie inside, ascend, and are about as many as wanted', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, span, n) => {
          const high = low + span
          const ticks = niceTicks(low, high, n)
          expect(ticks.length).toBeLessThanOrEqual(n + 1)
          expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(n / 2.5) - 1)
          const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), span)
          for (const [at, tick] of ticks.entries()) {
            expect(tick).toBeGreaterThanOrEqual(low - slack)
            expect(tick).toBeLessThanOrEqual(high + slack)
            if (at > 0) expect(tick).toBeGreaterThan(ticks[at - 1] ?? Number.NaN)
          }
        },
      ),
    )
  })
})
