import { describe, expect, it } from 'vitest'
import {
  annualVolatility,
  cagr,
  calmarRatio,
  conditionalValueAtRisk,
  maxDrawdown,
  momentsOf,
  quantile7,
  sharpeRatio,
  sortinoRatio,
  sum,
  valueAtRisk,
} from '../src/index.ts'

/** Twenty-one returns from −10 % to +10 %, one per cent apart. */
const LADDER = Array.from({ length: 21 }, (_, index) => (index - 10) / 100)

describe('sums', () => {
  it('lose nothing of small values between large ones', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2)
    expect(sum(Array.from({ length: 1_000_000 }, () => 0.1))).toBe(100_000)
    expect(Object.is(sum([]), 0) && Object.is(sum([-0, -0]), 0)).toBe(true)
  })
})

describe('moments', () => {
  it('divide by n − 1 around the mean, and by all n below the minimum', () => {
    const moments = momentsOf([0.02, -0.01, 0.03, -0.02])
    expect(moments.mean).toBeCloseTo(0.005, 17)
    expect(moments.deviation).toBeCloseTo(Math.sqrt(0.0017 / 3), 16)
    expect(moments.downside_deviation).toBeCloseTo(Math.sqrt(0.0005 / 4), 16)
    expect(momentsOf([0.02, -0.01], 0.02).downside_deviation).toBeCloseTo(Math.sqrt(0.0009 / 2), 16)
  })

  it('of one value have no deviation, of none nothing', () => {
    expect(momentsOf([0.01])).toMatchObject({ n: 1, mean: 0.01, deviation: null, downside_deviation: 0 })
    expect(momentsOf([])).toEqual({ n: 0, mean: null, deviation: null, downside_deviation: null })
  })
})

describe('ratios', () => {
  it('are annualised by the root of the periods', () => {
    expect(sharpeRatio(0.001, 0.02, 365)).toBeCloseTo(0.05 * Math.sqrt(365), 14)
    expect(sortinoRatio(0.001, 0.01, 252)).toBeCloseTo(0.1 * Math.sqrt(252), 14)
    expect(annualVolatility(0.02, 365)).toBeCloseTo(0.02 * Math.sqrt(365), 16)
  })

  it('do not exist where their denominator is only rounding', () => {
    const flat = momentsOf(Array.from({ length: 10 }, () => 0.01))
    expect(sharpeRatio(flat.mean ?? 0, flat.deviation ?? 0, 365)).toBeNull()
    expect(sortinoRatio(0.01, 0, 365)).toBeNull()
    expect(calmarRatio(0.1, 0)).toBeNull()
  })

  it('compound over years, −1 when nothing is left, null without time', () => {
    expect(cagr(1.21, 2)).toBeCloseTo(0.1, 15)
    expect(cagr(1.1, 0.5)).toBeCloseTo(0.21, 15)
    expect([cagr(0, 1), cagr(-3, 1), cagr(2, 0)]).toEqual([-1, -1, null])
    expect(calmarRatio(0.3, 0.15)).toBe(2)
  })
})

describe('quantiles and tails', () => {
  it('lie between order statistics as NumPy’s do', () => {
    // numpy.percentile([1, 2, 3, 4], [0, 5, 50, 90, 100])
    expect([0, 0.05, 0.5, 0.9, 1].map((p) => quantile7([1, 2, 3, 4], p))).toEqual([1, 1.15, 2.5, 3.7, 4])
    expect(quantile7([], 0.5)).toBeNull()
    expect(quantile7([7], 0.05)).toBe(7)
  })

  it('of 21 values at 5 % is the second worst, and its shortfall the mean of the two worst', () => {
    expect(valueAtRisk(LADDER, 0.05)).toBeCloseTo(0.09, 15)
    expect(conditionalValueAtRisk(LADDER, 0.05)).toBeCloseTo(0.095, 15)
  })

  it('count whole places as whole though 1 − 0.95 is not quite 0.05, nor 1 − 0.9 quite 0.1', () => {
    expect(conditionalValueAtRisk(LADDER, 1 - 0.95)).toBeCloseTo(0.095, 15)
    expect(conditionalValueAtRisk(LADDER, 1 - 0.9)).toBeCloseTo(0.09, 15)
  })

  it('are negative where even the worst gained, and never −0', () => {
    expect(valueAtRisk([0.01, 0.02], 0.05)).toBeLessThan(0)
    expect(Object.is(valueAtRisk([0, 0], 0.05), 0) && Object.is(conditionalValueAtRisk([0], 0.05), 0)).toBe(true)
    expect(valueAtRisk([], 0.05)).toBeNull()
    expect(conditionalValueAtRisk([], 0.05)).toBeNull()
  })
})

describe('the deepest drawdown of levels', () => {
  it('falls from the starting capital when nothing was won before', () => {
    expect(maxDrawdown([600, 540, 648], 1000)).toEqual({
      depth: 0.46,
      amount: 460,
      peak: -1,
      trough: 1,
      recovery: null,
    })
  })

  it('is the deepest as a fraction, not as an amount, and knows its dates', () => {
    const found = maxDrawdown([1000, 500, 1000, 10_000, 9000, 12_000], 1000)
    expect(found).toEqual({ depth: 0.5, amount: 500, peak: 0, trough: 1, recovery: 2 })
  })

  it('exceeds the whole when a level is negative, and is none when nothing fell', () => {
    expect(maxDrawdown([-500], 1000)?.depth).toBe(1.5)
    expect(maxDrawdown([1000, 1001], 1000)).toBeNull()
  })
})
