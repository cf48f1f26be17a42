import { describe, expect, it } from 'vitest'
import { distributionOf } from '../../src/index.ts'
import { centralMomentsOf } from '../../src/statistics/central-moments.ts'
import { kurtosisOf } from '../../src/statistics/kurtosis.ts'
import { skewnessOf } from '../../src/statistics/skewness.ts'

/** Values of Excel's own examples for SKEW and KURT; pandas gives the same. */
const EXCEL = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7]

const momentsOfSome = (values: readonly number[]) => {
  const moments = centralMomentsOf(values)
  if (moments === null) throw new Error('no values')
  return moments
}

describe('skewness and kurtosis', () => {
  it('are those that spreadsheets give', () => {
    expect(skewnessOf(momentsOfSome(EXCEL))).toBeCloseTo(0.359543071, 9)
    expect(kurtosisOf(momentsOfSome(EXCEL))).toBeCloseTo(-0.151799637, 9)
  })

  it('need three and four values that vary', () => {
    expect(skewnessOf(momentsOfSome([1, 2]))).toBeNull()
    expect(kurtosisOf(momentsOfSome([1, 2, 4]))).toBeNull()
    expect(skewnessOf(momentsOfSome([0.01, 0.01, 0.01]))).toBeNull()
    expect(kurtosisOf(momentsOfSome(Array.from({ length: 10 }, () => 0.01)))).toBeNull()
  })

  it('of values that mirror each other: no skewness, and never −0', () => {
    expect(Object.is(skewnessOf(momentsOfSome([-2, -1, 1, 2])), 0)).toBe(true)
  })
})

describe('a distribution of daily returns', () => {
  it('says of nothing that there is nothing', () => {
    const { n, figures, quality, bins } = distributionOf([])
    expect([n, bins]).toEqual([0, []])
    for (const [name, value] of Object.entries(figures)) {
      expect([name, value]).toEqual([name, null])
      expect(quality).toHaveProperty(name, { n: 0, state: 'undefined', reason: 'TOO_FEW' })
    }
  })

  it('has one day’s mean, median and extremes, and no spread', () => {
    const { figures, quality, bins } = distributionOf([-0.02])
    expect(figures).toMatchObject({ mean_pct: -2, median_pct: -2, best_pct: -2, worst_pct: -2, stdev_pct: null })
    expect(figures).toMatchObject({ var_95_pct: 2, cvar_95_pct: 2 })
    expect(quality.mean_pct).toEqual({ n: 1, state: 'low_sample', reason: 'TOO_FEW' })
    expect(quality.stdev_pct).toEqual({ n: 1, state: 'undefined', reason: 'TOO_FEW' })
    expect(bins).toEqual([{ from: -2, to: -2, count: 1 }])
  })

  it('leaves days out that had nothing to grow from, and says so', () => {
    const { n, figures, quality } = distributionOf([0.01, null, -0.03])
    expect(n).toBe(2)
    expect(figures.mean_pct).toBeCloseTo(-1, 14)
    expect(quality.mean_pct).toEqual({ n: 2, state: 'low_sample', reason: 'EQUITY_NOT_POSITIVE' })
    expect(quality.skewness).toEqual({ n: 2, state: 'undefined', reason: 'EQUITY_NOT_POSITIVE' })
  })

  it('has no shape where days do not vary', () => {
    const { figures, quality } = distributionOf(Array.from({ length: 40 }, () => 0.01))
    expect(figures.stdev_pct).toBeCloseTo(0, 12)
    expect([figures.skewness, figures.kurtosis]).toEqual([null, null])
    expect(quality.skewness).toEqual({ n: 40, state: 'undefined', reason: 'ZERO_VARIANCE' })
    expect(quality.mean_pct).toBeUndefined()
  })
})
