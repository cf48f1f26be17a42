import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter, linkedReturns, type RecordDay } from '../../src/index.ts'

const monthOf = (date: string): string => date.slice(0, 7)

/** Days in a row from one on, at these levels. */
const daysAt = (first: string, origin: number, levels: readonly number[]): RecordDay[] =>
  levels.map((level, place) => {
    const before = levels[place - 1] ?? origin
    return { date: dayAfter(first, place), level: String(level), return: before > 0 ? level / before - 1 : null }
  })

describe('returns of periods', () => {
  it('are those of a record by hand', () => {
    const days = daysAt('2024-01-30', 1000, [1100, 1210, 1089, 1198])
    const months = linkedReturns(days, '1000', monthOf)
    expect(months.map(({ period, days: n }) => [period, n])).toEqual([
      ['2024-01', 2],
      ['2024-02', 2],
    ])
    // Exactly: level at the end / level before − 1.
    expect(months[0]?.return.value).toBe(21)
    expect(months[1]?.return.value).toBeCloseTo(-0.9917355371900827, 15)
    expect(linkedReturns(days, '1000', (date) => date.slice(0, 4))[0]?.return.value).toBeCloseTo(19.8, 13)
  })

  it('are the product of the days’ returns, and months make the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 120 }), (levels) => {
        const days = daysAt('2023-12-15', 1000, levels)
        const months = linkedReturns(days, '1000', monthOf)
        for (const { period, days: n, return: figure } of months) {
          const own = days.filter(({ date }) => monthOf(date) === period)
          const product = own.reduce((growth, day) => growth * (1 + (day.return ?? Number.NaN)), 1)
          expect(n).toBe(own.length)
          expect(1 + (figure.value ?? Number.NaN) / 100).toBeCloseTo(product, 9)
        }
        const whole = months.reduce((growth, { return: { value } }) => growth * (1 + (value ?? Number.NaN) / 100), 1)
        expect(whole).toBeCloseTo((levels.at(-1) ?? 0) / 1000, 6)
      }),
    )
  })

  it('do not exist where a period began at nothing, and do where it only passed through', () => {
    const days = daysAt('2024-01-30', 1000, [-10, -5, 20, 30])
    const [january, february] = linkedReturns(days, '1000', monthOf)
    expect(january?.return.value).toBeCloseTo(-100.5, 12)
    expect(february?.return).toEqual({
      value: null,
      quality: { n: 1, state: 'undefined', reason: 'EQUITY_NOT_POSITIVE' },
    })
  })

  it('link the stretches of a replay that ran twice, from what each run began with', () => {
    const first = daysAt('2021-05-19', 1000, [1100, 1210])
    // The first run's last day never closed: it lost 210 more before the second run began at 1000.
    const second = daysAt('2021-05-19', 1000, [900, 990])
    const [may] = linkedReturns([...first, ...second], '1000', monthOf)
    expect(may).toMatchObject({ period: '2021-05', days: 4 })
    expect(may?.return.value).toBeCloseTo((1.21 * 0.99 - 1) * 100, 12)
  })
})
