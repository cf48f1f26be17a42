import { decimal, formatDecimal } from '@papertape/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../src/fact.ts'
import { createFold } from '../src/fold.ts'
import { emptyFoldState } from '../src/fold-state.ts'
import { randomLedger } from '../src/testing.ts'
import { foldStateOf, givenDatabase } from './given-database.ts'

/** Worlds of minutes, of days and of months. */
const worlds = fc.record({
  seed: fc.integer(),
  facts: fc.integer({ min: 20, max: 400 }),
  pauseMsMax: fc.constantFrom(20_000, 600_000, 20_000_000),
  downDaysMax: fc.constantFrom(0.2, 3, 60),
})

const foldAll = (facts: Iterable<Fact>, isCut: (index: number) => boolean) => {
  const fold = createFold(emptyFoldState)
  const database = givenDatabase()
  let index = 0
  for (const fact of facts) {
    fold.apply(fact)
    if (isCut((index += 1))) database.apply(fold.take().changes)
  }
  database.apply(fold.take().changes)
  return database
}

describe('the fold', { timeout: 60_000 }, () => {
  it('finds no contradiction in a ledger that the services could have written', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const fold = createFold(emptyFoldState)
        for (const fact of randomLedger(world)) fold.apply(fact)
        expect(fold.take().contradictions).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('gives the same rows wherever batches are cut', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 50 }), (world, size) => {
        const facts = randomLedger(world)
        expect(foldAll(facts, (index) => index % size === 0).dump()).toEqual(foldAll(facts, () => false).dump())
      }),
      { numRuns: 20 },
    )
  })

  it('gives the same rows when it starts again anywhere, from what was written', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 50 }), (world, size) => {
        const facts = randomLedger(world)
        const database = givenDatabase()
        for (let at = 0; at < facts.length; at += size) {
          const fold = createFold(foldStateOf(database, at))
          for (const fact of facts.slice(at, at + size)) fold.apply(fact)
          database.apply(fold.take().changes)
        }
        expect(database.dump()).toEqual(foldAll(facts, () => false).dump())
      }),
      { numRuns: 20 },
    )
  })

  it('gives the same rows when any prefix is delivered twice', () => {
    fc.assert(
      fc.property(worlds, fc.nat(600), fc.nat(600), (world, from, length) => {
        const facts = randomLedger(world)
        const again = [...facts.slice(0, from + length), ...facts.slice(from)]
        expect(foldAll(again, () => false).dump()).toEqual(foldAll(facts, () => false).dump())
      }),
      { numRuns: 20 },
    )
  })

  it('keeps what is counted and summed equal to what it is counted and summed from', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const database = foldAll(randomLedger(world), (index) => index % 7 === 0)
        const trades = database.rows('trades')
        for (const totals of database.rows('trade_totals')) {
          const scope = totals.scope
          const own = trades.filter((t) =>
            scope.startsWith('@') ? t.public && `@${t.mode}` === scope : t.bot_id === scope,
          )
          const closed = own.filter((t) => t.status.startsWith('CLOSED'))
          const net = closed.reduce((total, t) => total + decimal(t.realized_pnl ?? '0'), 0n)
          expect(totals.total_pnl).toBe(formatDecimal(net))
          expect(totals.open_positions).toBe(own.filter((t) => t.status === 'OPEN').length)
          expect(totals.not_entered).toBe(own.filter((t) => t.status === 'NOT_ENTERED').length)
          const { winning_trades: won, losing_trades: lost, breakeven_trades: even } = totals
          expect(won + lost + even).toBe(closed.length)
          const byDay = database.rows('breakdowns').filter((b) => b.scope === scope && b.dimension === 'day')
          expect(byDay.reduce((total, b) => total + decimal(b.realized_pnl), 0n)).toBe(net)
        }
        const received = database
          .rows('signal_totals')
          .filter(({ scope }) => !scope.startsWith('@') || scope === '@unknown')
          .reduce((total, { count }) => total + count, 0)
        expect(received).toBe(database.rows('signals').length)
      }),
      { numRuns: 20 },
    )
  })

  it('finds nothing contradictory in what the services write', () => {
    const fold = createFold(emptyFoldState)
    for (const fact of randomLedger({ seed: 1, facts: 3000 })) fold.apply(fact)
    expect(fold.take().contradictions).toEqual([])
  })
})
