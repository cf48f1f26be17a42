import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal, formatDecimal, ONE, product, quotient, readDecimal } from '../src/index.ts'

const decimals = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })

describe('decimals', () => {
  it('survive being written and read', () => {
    fc.assert(fc.property(decimals, (value) => decimal(formatDecimal(value)) === value))
  })
  it('mean the same to the quick reader of trusted text as to the careful one of foreign text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?[0-9]{1,34}(\.[0-9]{1,20})?$/), (text) => {
        const reading = readDecimal(text)
        if (reading.ok) expect(decimal(text)).toBe(reading.value)
        else expect(() => decimal(text)).toThrow(reading.fault)
      }),
    )
  })
  it('read any finite double that has at most 18 decimals as the same double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const reading = readDecimal(value)
        expect(reading.ok ? Number(formatDecimal(reading.value)) : reading.fault).toBe(
          reading.ok ? value + 0 : 'too_many_decimals',
        )
      }),
    )
  })
  it('round to within half a unit, and exactly where the quotient is exact', () => {
    fc.assert(
      fc.property(
        decimals,
        decimals.filter((d) => d !== 0n),
        (a, b) => {
          const error = quotient(a, b) * b - a * ONE
          const bound = b < 0n ? -b : b
          expect(2n * (error < 0n ? -error : error) <= bound).toBe(true)
          expect(product(a, ONE)).toBe(a)
        },
      ),
    )
  })
})
