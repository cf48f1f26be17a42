import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstDayOf, mondayOf } from '../src/format/period-days.ts'
import { baseOf, changeOf, courseOf, thinned } from '../src/pages/overview/course.ts'
import { endOf, hoursOf, within } from '../src/pages/overview/period.ts'

const at = (timestamp: string, account_value: number | null = 1) => ({ timestamp, account_value })

describe('the snapshot that changes are counted from', () => {
  const history = [
    at('2026-11-19T00:00:00.000Z'),
    at('2026-11-20T11:59:00.000Z'),
    at('2026-11-20T12:01:00.000Z'),
    at('2026-11-21T12:00:00.000Z'),
  ]

  it('is the first of a period that has a beginning', () => {
    expect(baseOf(history, true)).toBe(history[0])
  })

  it('is the newest that is a day old where the period is everything', () => {
    expect(baseOf(history, false)).toBe(history[1])
  })

  it('is the first of a record younger than a day, and none where there is one snapshot or none', () => {
    expect(baseOf(history.slice(2), false)).toBe(history[2])
    expect(baseOf(history.slice(3), false)).toBeNull()
    expect(baseOf([], true)).toBeNull()
  })
})

describe('a change', () => {
  it('is exact, and there is none where either figure is undefined', () => {
    const base = { a: 0.1, b: null }
    expect(changeOf({ a: 0.3, b: 1 }, base, 'a')).toBe('0.2')
    expect(changeOf({ a: 0.3, b: 1 }, base, 'b')).toBeNull()
    expect(changeOf({ a: null }, base, 'a')).toBeNull()
    expect(changeOf({ a: 1 }, null, 'a')).toBeNull()
  })
})

describe('the course of a figure', () => {
  it('leaves out when it was undefined', () => {
    const history = [at('x', null), at('x', 2), at('x', 3)] as never
    expect(courseOf(history, 'account_value')).toEqual([2, 3])
  })

  it('has few points: the first and the last, in order, none of them invented', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 2, max: 50 }), (values, most) => {
        const indexed = values.map((value, index) => ({ value, index }))
        const few = thinned(indexed, most)
        expect(few.length).toBe(Math.min(most, values.length))
        expect([few[0], few.at(-1)]).toEqual([indexed[0], indexed.at(-1)])
        few.slice(1).forEach((one, place) => expect(one.index).toBeGreaterThan(few[place]?.index ?? 0))
      }),
    )
  })
})

describe('the period of the overview', () => {
  const now = Date.parse('2026-11-21T20:00:00.000Z')

  it('ends with its last day, once that is over', () => {
    expect(endOf('2026-11-20', now)).toBe('2026-11-21T00:00:00.000Z')
    expect(endOf('2026-11-21', now)).toBeNull()
    expect(endOf('2026-11-21T19:00:00Z', now)).toBe('2026-11-21T19:00:00.000Z')
    expect([endOf(undefined, now), endOf('never', now)]).toEqual([null, null])
  })

  it('has as many hours as lie between its ends, at least one', () => {
    expect(hoursOf({ from: '2026-11-20T20:00:00.000Z' }, null, now)).toBe(24)
    expect(hoursOf({ from: '2026-11-01' }, '2026-11-02T00:00:00.000Z', now)).toBe(24)
    expect(hoursOf({ from: '2027-01-01' }, null, now)).toBe(1)
    expect(hoursOf({}, null, now)).toBe(87_600)
    // A ledger sequence looks like a year, and is no time.
    expect(hoursOf({ from: '2026-11-20T20:00:00.000Z' }, '12345', now)).toBe(24)
    expect(hoursOf({ from: '1900-01-01' }, null, now)).toBe(87_600)
  })
})

describe('the snapshots of a period', () => {
  const history = ['2021-01-01T00:00:00.000Z', '2021-01-02T00:00:00.000Z', '2021-01-03T00:00:00.000Z'].map((one) =>
    at(one),
  )

  it('are those from its beginning to before its end', () => {
    expect(within(history, { from: '2021-01-02' }, null)).toEqual(history.slice(1))
    expect(within(history, {}, '2021-01-03T00:00:00.000Z')).toEqual(history.slice(0, 2))
    expect(within(history, {}, null)).toEqual(history)
  })
})

describe('the day on which a period of profits begins', () => {
  it('is the day, the Monday of the ISO week, or the first of the month', () => {
    expect(['2026-11-21', '2026-W47', '2026-11'].map(firstDayOf)).toEqual(['2026-11-21', '2026-11-16', '2026-11-01'])
    expect(['2026-W01', '2020-W53', '2021-W01', '2018-W01'].map(mondayOf)).toEqual([
      '2025-12-29',
      '2020-12-28',
      '2021-01-04',
      '2018-01-01',
    ])
  })

  it('is always a Monday, seven days behind that of the week before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 51 }), (year, week) => {
        const of = (number: number): number => Date.parse(mondayOf(`${year}-W${String(number).padStart(2, '0')}`))
        expect(new Date(of(week)).getUTCDay()).toBe(1)
        expect(of(week + 1) - of(week)).toBe(7 * 86_400_000)
      }),
    )
  })
})
