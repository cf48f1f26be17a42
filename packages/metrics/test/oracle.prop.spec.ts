import type { BotMode } from '@papertape/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledger } from './histories.ts'
import { createLedgerFold } from './ledger-fold.ts'
import { botRecord, portfolioRecord } from './oracle.ts'
import { oracleFigures } from './oracle-figures.ts'

const MODES = new Map<string, BotMode>([
  ['@live', 'live'],
  ['@demo', 'demo'],
  ['@replay', 'replay'],
])

const isClose = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
}

describe('the fold of figures', () => {
  it('equals a plain recomputation from all facts, to 1e-12 relative: bots and portfolios, days, runs and joins', () => {
    fc.assert(
      fc.property(ledger, (facts) => {
        const fold = createLedgerFold()
        for (const [index, fact] of facts.entries()) fold.hear(fact, index + 1)
        for (const { scope, snapshot } of fold.snapshots()) {
          const mode = MODES.get(scope)
          const record = mode === undefined ? botRecord(facts, scope).record : portfolioRecord(facts, mode)
          expect(snapshot.timestamp, `${scope} timestamp`).toBe(record.time)
          const shown = new Map<string, unknown>(Object.entries(snapshot))
          for (const [name, value] of Object.entries(oracleFigures(record))) {
            const figure = shown.get(name)
            if (!isClose(figure, value)) expect(figure, `${scope} ${name}`).toBe(value)
          }
        }
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
