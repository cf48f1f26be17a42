import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClosedTrade } from '../src/record/closed-trade.ts'
import { createFifo } from '../src/record/fifo.ts'
import { analysis, record, series, values } from './given.ts'
import { naiveFigures } from './naive.ts'

/** Returns in steps of a basis point, some up and some down, so that no figure is undefined or rests on rounding alone. */
const returns = fc
  .array(fc.integer({ min: -5000, max: 8000 }), { minLength: 2, maxLength: 80 })
  .map((list) => [-0.013, 0.021, ...list.map((value) => value / 10_000)])

const close = (actual: number | null | undefined, wanted: number, name: string) =>
  expect(Math.abs((actual ?? Number.NaN) - wanted), `${name}: ${actual} ${wanted}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(wanted)),
  )

describe('returns', () => {
  it('have the figures of a naive computation', async () => {
    await fc.assert(
      fc.asyncProperty(returns, fc.constantFrom(252, 365, 8760), async (list, periodsPerYear) => {
        const figures = values(await analysis(series(list), { kind: 'returns', settings: { periodsPerYear } }))
        for (const [name, wanted] of Object.entries(naiveFigures(list, periodsPerYear))) {
          if (Number.isFinite(wanted)) close(figures[name], wanted, name)
          else expect(figures[name], name).toBeNull()
        }
      }),
    )
  })

  it('in another order have another drawdown only', async () => {
    await fc.assert(
      fc.asyncProperty(returns, async (list) => {
        const there = values(await analysis(series(list), { kind: 'returns' }))
        const back = values(await analysis(series(list.toReversed()), { kind: 'returns' }))
        for (const name of ['max_drawdown', 'current_drawdown', 'calmar']) delete back[name]
        for (const [name, value] of Object.entries(back)) {
          if (value === null) expect(there[name]).toBeNull()
          else close(there[name], value, name)
        }
      }),
    )
  })

  it('are those of the equity that they make, whatever its size', async () => {
    await fc.assert(
      fc.asyncProperty(returns, fc.constantFrom(1e-6, 1, 1e9), async (list, size) => {
        const levels: number[] = [size]
        for (const value of list) levels.push((levels.at(-1) ?? 0) * (1 + value))
        const asReturns = values(await analysis(series(list), { kind: 'returns' }))
        const asEquity = values(await analysis(series(levels), { kind: 'equity' }))
        for (const name of [
          'total_return',
          'sharpe',
          'sortino',
          'max_drawdown',
          'var_historical_95',
          'win_rate_periods',
        ]) {
          const wanted = asReturns[name]
          // A return of zero may come back as a rounding error to either side.
          if (name === 'win_rate_periods' && list.includes(0)) continue
          if (wanted !== null && wanted !== undefined) {
            expect(Math.abs((asEquity[name] ?? Number.NaN) - wanted), name).toBeLessThanOrEqual(
              1e-7 * Math.max(1, Math.abs(wanted)),
            )
          }
        }
      }),
    )
  })

  it('times two against themselves have a beta of two', async () => {
    await fc.assert(
      fc.asyncProperty(returns, async (list) => {
        const doubled = await analysis(series(list.map((value) => 2 * value)), {
          kind: 'returns',
          benchmark: series(list),
        })
        close(values(doubled)['beta'], 2, 'beta')
        close(values(doubled)['correlation'], 1, 'correlation')
        close(values(doubled)['alpha_daily'], 0, 'alpha')
      }),
    )
  })
})

const UNIT = 10n ** 18n

/** Amounts with up to 18 decimals, so that products and shares have to be rounded. */
const amount = fc.bigInt({ min: 1n, max: 1000n * UNIT })

const fill = fc.record({
  symbol: fc.constantFrom('A', 'B', '__proto__'),
  isBuy: fc.boolean(),
  quantity: amount,
  price: amount,
  fee: fc.bigInt({ min: -UNIT, max: UNIT }),
})

describe('fills matched first in, first out', () => {
  const match = (fills: readonly (typeof fill extends fc.Arbitrary<infer T> ? T : never)[]) => {
    const trades: ClosedTrade[] = []
    const fifo = createFifo((trade) => trades.push(trade))
    fills.forEach((each, index) => fifo.add({ ...each, timeMs: index }))
    return { trades, fifo }
  }
  const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)

  it('cash + inventory = realised + unrealised, to the last digit, at any moment', () => {
    fc.assert(
      fc.property(fc.array(fill, { maxLength: 60 }), (fills) => {
        const { trades, fifo } = match(fills)
        const unrealized = sum(fifo.openPositions().map((position) => position.unrealized))
        expect(fifo.cash() + fifo.inventory()).toBe(sum(trades.map(({ net }) => net)) + unrealized)
      }),
    )
  })

  it('every quantity and every fee is in exactly one trade side or still held', () => {
    fc.assert(
      fc.property(fc.array(fill, { maxLength: 60 }), (fills) => {
        const { trades, fifo } = match(fills)
        const held = fifo.openPositions()
        expect(2n * sum(trades.map(({ quantity }) => quantity ?? 0n)) + sum(held.map(({ quantity }) => quantity))).toBe(
          sum(fills.map(({ quantity }) => quantity)),
        )
        expect(sum(trades.map(({ fees }) => fees ?? 0n)) + sum(held.map(({ fees }) => fees))).toBe(
          sum(fills.map(({ fee }) => fee)),
        )
      }),
    )
  })

  it('a fill cut in two is the same to the account', () => {
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 30 }), (fills) => {
        const whole = fills.map((each) => ({ ...each, quantity: each.quantity * 2n, fee: each.fee * 2n }))
        const cut = fills.flatMap((each) => [each, each])
        const [a, b] = [match(whole).fifo, match(cut).fifo]
        // Each notional is rounded once: half a digit for each fill at most.
        const apart = a.cash() - b.cash()
        expect(apart <= BigInt(2 * fills.length) && apart >= -BigInt(2 * fills.length)).toBe(true)
        expect(a.openPositions().map(({ quantity }) => quantity)).toEqual(
          b.openPositions().map(({ quantity }) => quantity),
        )
      }),
    )
  })
})

describe('anything at all', () => {
  it('is read, or refused with a reason, and never crashes', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '0.5', '2024-01-01', '1704067200', 'buy', '"', ',', '\n', ''),
    )
    const line = fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(','))
    const header = fc.constantFrom(
      'time,value',
      'exit_time,net_pnl',
      'time,symbol,side,quantity,price,fee',
      'entry_time,exit_time,side,quantity,entry_price,exit_price,fees',
      '',
    )
    await fc.assert(
      fc.asyncProperty(header, fc.array(line, { maxLength: 8 }), async (first, lines) => {
        const outcome = await record([first, ...lines].join('\n')).then(
          ({ kind }) => kind,
          (error: unknown) => error,
        )
        if (outcome instanceof Error) expect(outcome.name).toBe('DataError')
        else expect(typeof outcome).toBe('string')
      }),
      { numRuns: 300 },
    )
  })
})
