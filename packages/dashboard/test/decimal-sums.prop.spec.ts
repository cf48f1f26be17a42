import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactSum, runningSums } from '../src/format/decimal.ts'
import { WrongData } from '../src/format/wrong-data.ts'

/** A decimal of 18 places from its units of 10^-18. */
const text = (units: bigint): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(19, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -18)}.${digits.slice(-18)}`
}
const unitsOf = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  return BigInt(`${whole}${fraction.padEnd(18, '0')}`) * (decimal.startsWith('-') ? -1n : 1n)
}

describe('sums of rows', () => {
  it('keep the places that floating point loses', () => {
    expect(exactSum(['0.1', '0.2'])).toBe('0.3')
    expect(exactSum(['9007199254740993', '0.000000000000000001'])).toBe('9007199254740993.000000000000000001')
  })

  it('of gains and losses have the sign of the larger side', () => {
    expect(exactSum(['1.50', '-2.25'])).toBe('-0.75')
    expect(exactSum(['-0.5', '0.50'])).toBe('0')
  })

  it('take figures with exponents', () => {
    expect(exactSum([1e-7, '1'])).toBe('1.0000001')
    expect(exactSum([1e21, '-1'])).toBe('999999999999999999999')
  })

  it('of nothing are 0', () => {
    expect(exactSum([])).toBe('0')
  })

  it('go on from row to row', () => {
    expect(runningSums(['1', '-0.5', '0.25'])).toEqual(['1', '0.5', '0.75'])
  })

  it('are refused for what is no amount', () => {
    expect(() => exactSum(['1', 'NaN'])).toThrow(WrongData)
  })

  it('are those of the units, whatever the amounts', () => {
    const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), (units) => {
        const sum = exactSum(units.map(text))
        expect(unitsOf(sum)).toBe(units.reduce((all, one) => all + one, 0n))
      }),
    )
  })
})
