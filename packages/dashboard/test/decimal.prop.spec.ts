import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf } from '../src/format/decimal.ts'
import { WrongData } from '../src/format/wrong-data.ts'

const PLACES = 6
/** A decimal of a few places from its millionths. */
const decimal = (units: bigint): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
}
const unitsOf = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  return BigInt(whole + fraction.padEnd(PLACES, '0')) * (text.startsWith('-') ? -1n : 1n)
}

describe('a difference', () => {
  it('is exact', () => {
    const units = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(unitsOf(differenceOf(decimal(a), decimal(b)))).toBe(a - b)
      }),
    )
  })

  it('of figures is that of the decimals that they are written as', () => {
    expect(differenceOf(0.3, 0.1)).toBe('0.2')
    expect(differenceOf(1e-7, 0)).toBe('0.0000001')
    expect(differenceOf(1e21, 1)).toBe('999999999999999999999')
    expect(differenceOf(-5, 5)).toBe('-10')
    expect(differenceOf(2.5, 2.5)).toBe('0')
  })

  it('of what is no number is an error', () => {
    expect(() => differenceOf('1', 'x')).toThrow(WrongData)
    expect(() => differenceOf(Number.NaN, 1)).toThrow(WrongData)
  })
})
