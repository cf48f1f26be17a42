import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeOf, ticksOf, timeStep } from '../src/charts/quick-scale.ts'
import { sparkPoints } from '../src/charts/spark-points.ts'

describe('a sparkline', () => {
  it('goes from edge to edge, its least value at the bottom and its greatest at the top', () => {
    expect(sparkPoints([1, 3, 2])).toBe('0.0,23.0 48.0,1.0 96.0,12.0')
  })

  it('of something constant lies in the middle', () => {
    expect(sparkPoints([5, 5])).toBe('0.0,12.0 96.0,12.0')
  })

  it('stays inside its box', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 2 }), (values) => {
        for (const point of sparkPoints(values).split(' ')) {
          const [x = -1, y = -1] = point.split(',').map(Number)
          expect(x >= 0 && x <= 96 && y >= 0 && y <= 24).toBe(true)
        }
      }),
    )
  })
})

describe('the scale of a quick drawing', () => {
  it('holds every value, with room, and zero where bars stand on it', () => {
    expect(rangeOf([10, 20], false)).toEqual({ min: 9, max: 21 })
    expect(rangeOf([10, 20], true)).toEqual({ min: 0, max: 22 })
    expect(rangeOf([-5, -1], true)).toEqual({ min: -5.5, max: 0 })
    // Of nothing but zeros, and of nothing, it still has an extent.
    expect(rangeOf([0, 0], true)).toEqual({ min: 0, max: 1 })
    expect(rangeOf([], false)).toEqual({ min: 0, max: 1 })
    const { min, max } = rangeOf([7, 7], false)
    expect(min < 7 && max > 7).toBe(true)
  })

  it('has few moments below it, at whole steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 2_000_000_000 }), fc.integer({ min: 2, max: 8 }), (seconds, most) => {
        const step = timeStep(seconds, most)
        const ticks = ticksOf(1_700_000_000, 1_700_000_000 + seconds, step)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        for (const tick of ticks) expect(tick % step).toBe(0)
      }),
    )
  })
})
