import type { LedgerEvent } from '@papertape/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIGURE_NAMES, type KpiSnapshot, packSnapshot, unpackSnapshot } from '../src/index.ts'
import { ledger } from './histories.ts'
import { createLedgerFold } from './ledger-fold.ts'

const folded = (facts: readonly LedgerEvent[]) => {
  const fold = createLedgerFold()
  for (const [index, fact] of facts.entries()) fold.hear(fact, index + 1)
  return fold
}

/** Every number anywhere in a value. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** What is wrong with a snapshot, in words; nothing of a sound one. */
const faultsOf = (snapshot: KpiSnapshot): string[] => {
  const numbers = numbersIn(snapshot).filter((value) => !Number.isFinite(value) || Object.is(value, -0))
  const reasons = FIGURE_NAMES.filter(
    (name) => (snapshot.quality[name]?.state === 'undefined') !== (snapshot[name] === null),
  )
  return [...numbers.map((value) => `the number ${Object.is(value, -0) ? '-0' : value}`), ...reasons]
}

describe('the fold of bots and portfolios', { timeout: 60_000 }, () => {
  it('stores and loads between any two facts without a bit of difference', () => {
    fc.assert(
      fc.property(ledger, (facts) => {
        const whole = folded(facts)
        const broken = createLedgerFold()
        for (const [index, fact] of facts.entries()) {
          broken.hear(fact, index + 1)
          broken.restart()
        }
        expect(broken.snapshots()).toStrictEqual(whole.snapshots())
        expect(broken.days()).toStrictEqual(whole.days())
        expect(broken.states()).toBe(whole.states())
      }),
    )
  })

  it('does nothing with a prefix that is delivered twice', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (facts, where) => {
        const once = folded(facts)
        const twice = folded(facts)
        for (const [index, fact] of facts.slice(0, where % (facts.length + 1)).entries()) twice.hear(fact, index + 1)
        expect(twice.states()).toBe(once.states())
        expect(twice.days()).toStrictEqual(once.days())
      }),
    )
  })

  it('never shows NaN, Infinity or −0, at any fact, and gives a reason for every null and for no number', () => {
    fc.assert(
      fc.property(ledger, (facts) => {
        const fold = createLedgerFold()
        for (const [index, fact] of facts.entries()) {
          fold.hear(fact, index + 1)
          const shown = fold.snapshots().filter(({ snapshot }) => snapshot.ledger_seq === index + 1)
          expect(shown.flatMap(({ snapshot }) => faultsOf(snapshot))).toEqual([])
        }
        expect(numbersIn(fold.days()).every((value) => Number.isFinite(value) && !Object.is(value, -0))).toBe(true)
      }),
    )
  })

  it('packs a snapshot and takes it out again, as text and as parsed JSON', () => {
    fc.assert(
      fc.property(ledger, (facts) => {
        for (const { snapshot } of folded(facts).snapshots()) {
          const { timestamp, bot_id, ledger_seq } = snapshot
          const packed = packSnapshot(snapshot)
          expect(unpackSnapshot(packed, { timestamp, bot_id, ledger_seq })).toStrictEqual(snapshot)
          expect(unpackSnapshot(JSON.parse(packed), snapshot)).toStrictEqual(snapshot)
          expect(packed.length).toBeLessThan(JSON.stringify(snapshot).length / 2)
        }
      }),
    )
  })
})

describe('a packed snapshot', () => {
  it('of another number of figures is refused', () => {
    const figures = FIGURE_NAMES.slice(1).map(() => null)
    const at = { timestamp: null, bot_id: null, ledger_seq: 1 }
    expect(() => unpackSnapshot([figures, [null, null, null, null], []], at)).toThrow(/38|figures/)
  })
})
