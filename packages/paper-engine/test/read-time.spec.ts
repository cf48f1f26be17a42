import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from '../src/index.ts'

describe('a time from outside', () => {
  it.each([
    ['2024-08-08T23:54:14.087Z', '2024-08-08T23:54:14.087Z'],
    ['2024-08-08T23:54:14Z', '2024-08-08T23:54:14.000Z'],
    ['2024-08-08t23:54:14.5z', '2024-08-08T23:54:14.500Z'],
    ['2024-08-08T23:54:14.0879999999Z', '2024-08-08T23:54:14.087Z'],
    ['2024-08-08T23:54:14+02:00', '2024-08-08T21:54:14.000Z'],
    ['2024-08-08T23:54:14-09:30', '2024-08-09T09:24:14.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    [1_704_067_200_001, '2024-01-01T00:00:00.001Z'],
    [0, '1970-01-01T00:00:00.000Z'],
  ])('%s is %s', (input, time) => {
    expect(readTime(input)).toBe(time)
  })

  it.each([
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2024-01-01T23:59:60Z',
    '2024-01-01T00:00:00',
    '2024-01-01',
    '',
    '2024-01-01 00:00:00Z',
    '2024-01-01T00:00Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+00:60',
    '2024-01-01T00:00:00+0000',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
    `2024-01-01T00:00:00.${'1'.repeat(80)}Z`,
    ' 2024-01-01T00:00:00Z',
    1.5,
    Number.NaN,
    Infinity,
    1e17,
    -1e17,
    null,
    undefined,
    true,
    {},
    [],
    new Date(0),
  ])('%s is none', (input) => {
    expect(readTime(input)).toBeNull()
  })

  it('comes back as it is once normalised, from text and from milliseconds', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString()
          return readTime(text) === text && readTime(date.getTime()) === text
        },
      ),
    )
  })

  it('is the same moment in any offset', () => {
    const offset = fc.record({ sign: fc.constantFrom(1, -1), hours: fc.nat(23), minutes: fc.nat(59) })
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }),
        offset,
        (date, { sign, hours, minutes }) => {
          const shifted = new Date(date.getTime() + sign * (hours * 60 + minutes) * 60_000)
          const zone = `${sign < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
          return readTime(shifted.toISOString().replace('Z', zone)) === date.toISOString()
        },
      ),
    )
  })
})
