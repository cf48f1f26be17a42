import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binEdges, durationEdges } from '../src/index.ts'

const finite = fc.double({ noNaN: true, min: -1e12, max: 1e12 })

describe('edges of bins', () => {
  it('go up from the least value to the greatest, 5 to 60 bins', () => {
    fc.assert(
      fc.property(
        finite,
        finite,
        fc.double({ noNaN: true, min: 0, max: 1e12 }),
        fc.integer({ min: 2, max: 1e6 }),
        (a, b, iqr, n) => {
          const [low, high] = [Math.min(a, b) + 0, Math.max(a, b) + 0]
          fc.pre(high - low > Math.abs(high) * 1e-12 && high - low > 1e-300)
          const edges = binEdges({ n, low, high, iqr: Math.min(iqr, high - low) })
          expect([edges.at(0), edges.at(-1)]).toEqual([low, high])
          expect(edges.length - 1).toBeGreaterThanOrEqual(5)
          expect(edges.length - 1).toBeLessThanOrEqual(60)
          expect(edges).toEqual(edges.toSorted((x, y) => x - y))
        },
      ),
    )
  })

  it('are those of Freedman and Diaconis: width 2 × iqr / ∛n', () => {
    // 1,000 values from 0 to 100 whose middle half is 25 wide: bins of 2 × 25 / 10 = 5.
    expect(binEdges({ n: 1000, low: 0, high: 100, iqr: 25 })).toHaveLength(21)
    expect(binEdges({ n: 3, low: 7, high: 7, iqr: 0 })).toEqual([7, 7])
    expect(binEdges({ n: 0, low: 0, high: 0, iqr: 0 })).toEqual([])
  })
})

describe('edges of durations', () => {
  it('hold every duration, and no more empty bins than needed at either end', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: 0, max: 1e9 }),
        fc.double({ noNaN: true, min: 0, max: 1e9 }),
        (a, b) => {
          const [low, high] = [Math.min(a, b) + 0, Math.max(a, b) + 0]
          const edges = durationEdges({ n: 2, low, high })
          expect(edges.length).toBeGreaterThanOrEqual(2)
          expect(edges[0]).toBeLessThanOrEqual(low)
          expect(edges[1]).toBeGreaterThanOrEqual(low)
          expect(edges.at(-1)).toBeGreaterThanOrEqual(high)
          expect(edges.at(-2)).toBeLessThanOrEqual(high)
          expect(edges).toEqual(edges.toSorted((x, y) => x - y))
        },
      ),
    )
  })

  it('are whole seconds, minutes, hours and days', () => {
    expect(durationEdges({ n: 2, low: 3, high: 100 })).toEqual([2, 5, 10, 30, 60, 120])
    expect(durationEdges({ n: 2, low: 0, high: 0 })).toEqual([0, 1])
    expect(durationEdges({ n: 1, low: 4e7, high: 5e7 })).toEqual([31_536_000, 5e7])
    expect(durationEdges({ n: 0, low: 0, high: 0 })).toEqual([])
  })
})
