import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distributionOf, histogramOf } from '../../src/index.ts'

/** Any doubles, next to each other too; −0 is 0. */
const returns = fc.array(
  fc.double({ min: -0.5, max: 0.5, noNaN: true }).map((value) => value + 0),
  { minLength: 1, maxLength: 300 },
)
/** Many days on which nothing happened, as real records have them. */
const lazyReturns = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: -40, max: 40 }).map((of) => of / 1000),
  ),
  {
    minLength: 1,
    maxLength: 300,
  },
)

describe('a histogram', () => {
  it('counts every value once, in bins of one width without a gap', () => {
    fc.assert(
      fc.property(fc.oneof(returns, lazyReturns), (values) => {
        const sorted = values.toSorted((a, b) => a - b)
        const bins = histogramOf(sorted)
        const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([low, high])
        if (high - low > 1e-9) expect(bins.length).toBeGreaterThanOrEqual(5)
        expect(bins.length).toBeLessThanOrEqual(60)
        for (const [place, { from, to, count }] of bins.entries()) {
          const isLast = place === bins.length - 1
          expect(bins[place + 1]?.from ?? to).toBe(to)
          expect(count).toBeGreaterThanOrEqual(0)
          expect(count).toBe(values.filter((value) => value >= from && (value < to || isLast)).length)
        }
      }),
    )
  })

  it('is as wide as Freedman and Diaconis say', () => {
    // Quartiles of 0 … 1000 are 250 and 750: width 2 × 500 / ∛1001 ≈ 99.97, so eleven bins hold them.
    const bins = histogramOf(Array.from({ length: 1001 }, (_, value) => value))
    expect(bins).toHaveLength(11)
    // What differs by rounding alone is one value.
    expect(histogramOf([0.01, 0.01 + 2 ** -58])).toHaveLength(1)
    // Where the middle half is one value, Sturges: log₂ 1024 + 1.
    const idle = Array.from({ length: 1024 }, (_, place) => (place === 0 ? -1 : place === 1023 ? 1 : 0))
    expect(histogramOf(idle)).toHaveLength(11)
  })
})

/** Plain sums, as the definitions read. */
const slow = (values: readonly number[]) => {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const power = (exponent: number) => values.reduce((sum, value) => sum + (value - mean) ** exponent, 0) / n
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const median = n % 2 === 1 ? sorted[half] : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
  const worst = sorted.slice(0, Math.floor((n - 1) * 0.05 + 1e-12) + 1)
  return {
    mean: mean * 100,
    median: (median ?? 0) * 100,
    deviation: Math.sqrt((power(2) * n) / (n - 1)) * 100,
    skewness: ((power(3) / power(2) ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (power(4) / power(2) ** 2 - 3) + 6),
    cvar: (-worst.reduce((sum, value) => sum + value, 0) / worst.length) * 100,
  }
}

describe('a distribution', () => {
  it('is what its definitions say', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -300, max: 300 }).map((of) => of / 1000),
          { minLength: 4, maxLength: 200 },
        ),
        (values) => {
          const { figures } = distributionOf(values)
          const expected = slow(values)
          expect(figures.mean_pct).toBeCloseTo(expected.mean, 9)
          expect(figures.median_pct).toBeCloseTo(expected.median, 9)
          expect(figures.cvar_95_pct).toBeCloseTo(expected.cvar, 9)
          expect(figures.stdev_pct).toBeCloseTo(expected.deviation, 9)
          if (new Set(values).size === 1) return
          expect(figures.skewness).toBeCloseTo(expected.skewness, 6)
          expect(figures.kurtosis).toBeCloseTo(expected.kurtosis, 6)
        },
      ),
    )
  })
})
