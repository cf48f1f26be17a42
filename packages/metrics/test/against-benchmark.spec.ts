import { describe, expect, it } from 'vitest'
import {
  alphaOf,
  betaOf,
  coMomentsOf,
  correlationOf,
  inverseNormal,
  parametricValueAtRisk,
  periodicRate,
} from '../src/index.ts'

describe('the normal quantile', () => {
  // To 16 digits, as published and as Python’s statistics.NormalDist has them to 15.
  it.each([
    [0.5, 0],
    [0.25, -0.6744897501960817],
    [0.05, -1.6448536269514722],
    [0.01, -2.3263478740408408],
    [0.001, -3.090232306167813],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
  ])('at %d is %d', (p, z) => expect(inverseNormal(p)).toBeCloseTo(z, 14))

  it('is infinite at both ends and nothing beyond them', () => {
    expect([0, 1, -0.1, 1.1].map(inverseNormal)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ])
  })
})

describe('parametric value at risk', () => {
  it('is the loss at the quantile of a normal distribution', () => {
    expect(parametricValueAtRisk(0, 0.02, 0.05)).toBeCloseTo(0.032897072539029446, 15)
    expect(parametricValueAtRisk(0.01, 0.02, 0.01)).toBeCloseTo(0.03652695748081682, 15)
  })
})

describe('a yearly rate per period', () => {
  it('compounds back to the year', () => {
    expect((1 + periodicRate(0.04, 365)) ** 365).toBeCloseTo(1.04, 12)
    expect(periodicRate(0, 365)).toBe(0)
    expect(periodicRate(-0.005, 252)).toBeCloseTo(0.995 ** (1 / 252) - 1, 15)
  })
})

describe('returns beside a benchmark', () => {
  const moments = (returns: readonly number[], benchmark: readonly number[]) => {
    const both = coMomentsOf(returns, benchmark)
    if (both === null) throw new Error('two pairs at least')
    return both
  }

  it('twice the benchmark and a bit has a beta of two, that alpha, and moves alike', () => {
    const benchmark = [0.01, -0.02, 0.03, 0]
    const both = moments(
      benchmark.map((value) => 2 * value + 0.001),
      benchmark,
    )
    expect(betaOf(both)).toBeCloseTo(2, 12)
    expect(alphaOf(both.mean, both.benchmark_mean, 2)).toBeCloseTo(0.001, 15)
    expect(correlationOf(both)).toBeCloseTo(1, 12)
  })

  it('worked by hand: (1, 2, 4) % beside (2, 1, 3) %', () => {
    // Deviations −4/3, −1/3, 5/3 and 0, −1, 1: covariance (1/3 + 5/3)/2 = 1, variances 7/3 and 1 (in per mille squared).
    const both = moments([0.01, 0.02, 0.04], [0.02, 0.01, 0.03])
    expect(both.covariance).toBeCloseTo(1e-4, 16)
    expect(betaOf(both)).toBeCloseTo(1, 12)
    expect(correlationOf(both)).toBeCloseTo(1 / Math.sqrt(7 / 3), 12)
  })

  it('beside a flat benchmark has neither beta nor correlation', () => {
    const both = moments([0.01, 0.02], [0.01, 0.01])
    expect([betaOf(both), correlationOf(both)]).toEqual([null, null])
  })

  it('needs two pairs', () => {
    expect(coMomentsOf([0.01], [0.02])).toBeNull()
    expect(coMomentsOf([], [])).toBeNull()
    expect(() => coMomentsOf([0.01], [])).toThrow(RangeError)
  })
})
