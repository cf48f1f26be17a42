import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fallsOf, thinned } from '../src/index.ts'

const curve = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 300 })
  .map((values) => ({ times: values.map((_, index) => index), values }))

describe('a curve made thin', () => {
  it('keeps its ends, its highest and its lowest, in order, and makes no point up', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 60 }), (whole, max) => {
        const thin = thinned(whole, max)
        expect(thin.times.length).toBeLessThanOrEqual(max)
        expect(thin.times).toEqual([...new Set(thin.times)].toSorted((a, b) => a - b))
        expect(thin.values).toEqual(thin.times.map((time) => whole.values[time]))
        expect([thin.times[0], thin.times.at(-1)]).toEqual([0, whole.values.length - 1])
        expect([Math.min(...thin.values), Math.max(...thin.values)]).toEqual([
          Math.min(...whole.values),
          Math.max(...whole.values),
        ])
      }),
    )
  })
})

describe('falls of a curve', () => {
  it('are measured from the start and every peak behind it', () => {
    const falls = fallsOf({ times: [1, 2, 3, 4], values: [90, 120, 60, 130] }, 100)
    expect(falls.values).toEqual([0.1, 0, 0.5, 0])
  })
})
