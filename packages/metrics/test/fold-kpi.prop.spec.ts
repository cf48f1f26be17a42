import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { decimal, formatDecimal, product } from '@papertape/money'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountsOf, createReturnSample, initialKpi, snapshotOf } from '../src/index.ts'
import { aTrade, clockAt, marksAt, minute } from '../src/testing.ts'
import { foldAll } from './given.ts'

const registered = botRegisteredOf(aRegistration({ initial_capital: '1000' }))
const SYMBOLS = ['A', 'B', 'C.P'] as const

const price = fc.bigInt({ min: 1n, max: 10n ** 24n }).map(formatDecimal)
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      symbol: fc.constantFrom(...SYMBOLS),
      direction: fc.constantFrom('LONG' as const, 'SHORT' as const),
      price,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), which: fc.nat(), price }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('mark' as const), symbol: fc.constantFrom(...SYMBOLS), price }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
  },
)

/** A ledger that does not contradict itself: only open trades close, each once. */
const ledger = fc.array(step, { maxLength: 60 }).map((steps) => {
  const open: ReturnType<typeof aTrade>[] = []
  let now = 0
  return steps.flatMap((one, index): LedgerEvent[] => {
    now += 1
    if (one.kind === 'open') {
      const trade = aTrade({
        signal_id: `s${index}`,
        symbol: one.symbol,
        direction: one.direction,
        entry_price: one.price,
        at: minute(now),
      })
      open.push(trade)
      return [trade.entry]
    }
    if (one.kind === 'close') {
      const [trade] = open.splice(one.which % Math.max(1, open.length), 1)
      return trade ? [trade.exit(one.price, minute(now))] : []
    }
    if (one.kind === 'mark') return [marksAt(minute(now), { [one.symbol]: one.price })]
    now += one.minutes
    return [clockAt(minute(now))]
  })
})

/** The account worked out from all facts anew, the slow and obvious way. */
const recomputed = (facts: readonly LedgerEvent[]) => {
  const open = new Map<string, { data: Extract<LedgerEvent, { type: 'fill.recorded' }>['data']; gross: bigint }>()
  let realized = 0n
  let fees = 0n
  const equities: bigint[] = []
  for (const fact of facts) {
    if (fact.type === 'fill.recorded') {
      fees += decimal(fact.data.fee)
      if (fact.data.exit) {
        realized += decimal(fact.data.exit.realized_pnl)
        open.delete(fact.data.trade_id)
      } else open.set(fact.data.trade_id, { data: fact.data, gross: 0n })
    }
    if (fact.type === 'marks.recorded')
      for (const mark of fact.data.marks)
        for (const trade of open.values())
          if (trade.data.symbol === mark.symbol) {
            const move = decimal(mark.price) - decimal(trade.data.price)
            trade.gross = product(decimal(trade.data.quantity), trade.data.direction === 'LONG' ? move : -move)
          }
    const unrealized = [...open.values()].reduce((sum, trade) => sum + trade.gross - decimal(trade.data.fee), 0n)
    equities.push(decimal('1000') + realized + unrealized)
  }
  const trades = [...open.values()]
  const unrealized = trades.reduce((sum, trade) => sum + trade.gross - decimal(trade.data.fee), 0n)
  const used = trades.reduce((sum, trade) => sum + decimal(trade.data.notional) + trade.gross, 0n)
  const equity = decimal('1000') + realized + unrealized
  let peak = 1000
  let deepest = 0
  for (const each of equities) {
    const value = Number(formatDecimal(each))
    peak = Math.max(peak, value)
    deepest = Math.max(deepest, ((peak - value) / peak) * 100)
  }
  return {
    deepest,
    amounts: {
      initial_capital: '1000',
      account_value: formatDecimal(equity),
      cash_balance: formatDecimal(equity - used),
      realized_pnl: formatDecimal(realized),
      unrealized_pnl: formatDecimal(unrealized),
      total_fees: formatDecimal(fees),
    },
  }
}

describe('the fold of a bot’s figures', () => {
  it('keeps account_value = capital + realized + unrealized, to the last digit, and equals a plain recomputation', () => {
    fc.assert(
      fc.property(ledger, (facts) => {
        const kpi = foldAll(initialKpi(registered, 1), facts)
        const amounts = amountsOf(kpi)
        const sum = decimal(amounts.initial_capital) + decimal(amounts.realized_pnl) + decimal(amounts.unrealized_pnl)
        expect(decimal(amounts.account_value)).toBe(sum)
        const slow = recomputed(facts)
        expect(amounts).toEqual(slow.amounts)
        const deepest = snapshotOf(kpi, createReturnSample()).max_drawdown_pct ?? Number.NaN
        expect(Math.abs(deepest - slow.deepest)).toBeLessThanOrEqual(1e-9 * Math.max(1, slow.deepest))
      }),
    )
  })
})
