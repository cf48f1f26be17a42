import { describe, expect, it } from 'vitest'
import { decimal, formatDecimal, product, quotient, readDecimal, toNumber } from '../src/index.ts'

const again = (input: unknown) => {
  const reading = readDecimal(input)
  return reading.ok ? formatDecimal(reading.value) : reading.fault
}

describe('reading a decimal', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.000', '0'],
    ['007.50', '7.5'],
    ['0.000000000000000001', '0.000000000000000001'],
    ['1000000000000', '1000000000000'],
    ['-1.5', '-1.5'],
    ['1.10000000000000000000000', '1.1'],
    ['1e3', '1000'],
    ['1.5E-7', '0.00000015'],
    ['100000000000000000000e-38', '0.000000000000000001'],
    [1e-18, '0.000000000000000001'],
    [1e21, '1000000000000000000000'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.30000000000000004'],
    ['0e999999999', '0'],
  ])('%j is %s', (input, text) => expect(again(input)).toBe(text))

  it.each([
    ['NaN', 'not_finite'],
    ['Infinity', 'not_finite'],
    ['-inf', 'not_finite'],
    [Number.NaN, 'not_finite'],
    [Number.POSITIVE_INFINITY, 'not_finite'],
    ['1e400', 'not_finite'],
    ['1e999999999', 'not_finite'],
    ['1e-999999999', 'too_many_decimals'],
    ['0.0000000000000000001', 'too_many_decimals'],
    ['1e-19', 'too_many_decimals'],
    ['', 'not_a_number'],
    [' 1', 'not_a_number'],
    ['1,5', 'not_a_number'],
    ['1_000', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['5.', 'not_a_number'],
    ['+1', 'not_a_number'],
    ['١', 'not_a_number'],
    ['9'.repeat(5000), 'not_a_number'],
    [true, 'not_a_number'],
    [null, 'not_a_number'],
    [{}, 'not_a_number'],
    [[1], 'not_a_number'],
  ])('refuses %j: %s', (input, fault) => expect(again(input)).toBe(fault))

  it('stops on a corrupt record', () => expect(() => decimal('1.x')).toThrow(/no decimal/))
})

describe('rounding', () => {
  const half = decimal('0.5')
  it.each([
    ['0.000000000000000001', '0'],
    ['0.000000000000000003', '0.000000000000000002'],
    ['0.000000000000000005', '0.000000000000000002'],
    ['-0.000000000000000001', '0'],
    ['-0.000000000000000003', '-0.000000000000000002'],
  ])('half of %s goes to the even neighbour %s', (value, expected) => {
    expect(formatDecimal(product(decimal(value), half))).toBe(expected)
    expect(formatDecimal(quotient(decimal(value), decimal('2')))).toBe(expected)
    expect(formatDecimal(quotient(-decimal(value), decimal('-2')))).toBe(expected)
  })

  it('rounds a product of three once, not twice', () => {
    const tiny = decimal('0.000000000000000001')
    expect(product(tiny, half, decimal('2'))).toBe(tiny)
    expect(product(product(tiny, half), decimal('2'))).toBe(0n)
  })

  it('keeps 1.1 + 2.2 at 3.3', () => expect(formatDecimal(decimal('1.1') + decimal('2.2'))).toBe('3.3'))
  it('refuses to divide by zero', () => expect(() => quotient(1n, 0n)).toThrow('division by zero'))
  it('gives the nearest double', () => expect(toNumber(decimal('0.1'))).toBe(0.1))
})
