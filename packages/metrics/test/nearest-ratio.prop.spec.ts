import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestRatio } from '../src/nearest-ratio.ts'

/** A double as the fraction of whole numbers that it is. */
const exactly = (value: number): { n: bigint; d: bigint } => {
  let [n, power] = [value, 0]
  while (!Number.isInteger(n)) [n, power] = [n * 2, power + 1]
  return { n: BigInt(n), d: 2n ** BigInt(power) }
}

const next = (value: number, by: bigint): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + by)
  return view.getFloat64(0)
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

const whole = fc.oneof(
  fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
  fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }),
)

describe('the nearest double of a quotient', () => {
  it('has no double nearer to it, of small and of huge numbers', () => {
    fc.assert(
      fc.property(whole, whole, (dividend, divisor) => {
        fc.pre(divisor !== 0n && dividend !== 0n)
        const value = nearestRatio(dividend, divisor)
        // |dividend / divisor − n / d| as a fraction over |divisor × d|, compared across different d.
        const off = (candidate: number) => {
          const { n, d } = exactly(candidate)
          return { distance: abs(dividend * d - n * divisor), d }
        }
        const own = off(value)
        for (const neighbour of [next(value, 1n), next(value, -1n)]) {
          const other = off(neighbour)
          expect(own.distance * other.d <= other.distance * own.d).toBe(true)
        }
      }),
    )
  })

  it('rounds a tie to even and what lies just beside it to its side', () => {
    const tie = 2n ** 80n + 2n ** 27n
    expect(nearestRatio(tie, 1n)).toBe(2 ** 80)
    expect(nearestRatio(tie * 10n ** 40n + 1n, 10n ** 40n)).toBe(2 ** 80 + 2 ** 28)
    expect(nearestRatio(tie * 10n ** 40n - 1n, 10n ** 40n)).toBe(2 ** 80)
  })

  it('is infinite beyond what a double holds, 0 without a sign, and refuses to divide by zero', () => {
    expect(nearestRatio(10n ** 400n, 3n)).toBe(Number.POSITIVE_INFINITY)
    expect(nearestRatio(-(10n ** 400n), 3n)).toBe(Number.NEGATIVE_INFINITY)
    expect(Object.is(nearestRatio(0n, -5n), 0)).toBe(true)
    expect(() => nearestRatio(1n, 0n)).toThrow(RangeError)
  })
})
