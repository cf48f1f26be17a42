import { decimal, formatDecimal } from '@papertape/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakdownTables } from '../src/breakdowns.ts'

const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(formatDecimal)
const row = (dimension: 'symbol' | 'weekday') =>
  fc.record({
    scope: fc.constant('@live'),
    dimension: fc.constant(dimension),
    value: dimension === 'symbol' ? fc.option(fc.string(), { nil: null }) : fc.constantFrom('1', '2', '7'),
    trades: fc.nat(1000),
    winning_trades: fc.nat(1000),
    losing_trades: fc.nat(1000),
    breakeven_trades: fc.nat(1000),
    gross_pnl: amount,
    fees: amount,
    realized_pnl: amount,
  })
const rows = (dimension: 'symbol' | 'weekday') =>
  fc.uniqueArray(row(dimension), { selector: ({ value }) => value, maxLength: 60 })

const sum = (amounts: readonly unknown[]) =>
  formatDecimal(amounts.reduce<bigint>((all, each) => all + decimal(String(each)), 0n))

describe('breakdowns', () => {
  it('sum to their total to the last digit, however many rows are shown as one', () => {
    fc.assert(
      fc.property(rows('symbol'), (given) => {
        const table = breakdownTables(given).find(({ title }) => title === 'By symbol')
        expect(table?.rows.length).toBe(Math.min(given.length, 21))
        for (const key of ['realized_pnl', 'fees']) {
          expect(sum(table?.rows.map((each) => each[key]) ?? [])).toBe(table?.total?.[key])
        }
        expect(table?.total?.['realized_pnl']).toBe(sum(given.map(({ realized_pnl }) => realized_pnl)))
        expect(table?.total?.['trades']).toBe(given.reduce((all, { trades }) => all + trades, 0))
      }),
    )
  })
  it('have the largest sums first, days of the week in their order', () => {
    const of = (dimension: 'symbol' | 'weekday', value: string, realized_pnl: string) => ({
      ...fc.sample(row(dimension), { numRuns: 1, seed: 1 })[0]!,
      value,
      realized_pnl,
    })
    const tables = breakdownTables([
      of('symbol', 'A', '1'),
      of('symbol', 'B', '-3'),
      of('symbol', 'C', '2'),
      of('weekday', '1', '1'),
      of('weekday', '7', '9'),
    ])
    const labels = (title: string) => tables.find((table) => table.title === title)?.rows.map(({ label }) => label)
    expect(labels('By symbol')).toEqual(['B', 'C', 'A'])
    expect(labels('By weekday of exit (UTC)')).toEqual(['Monday', 'Sunday'])
  })
})
