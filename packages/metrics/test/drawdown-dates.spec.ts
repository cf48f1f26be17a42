import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { aTrade, marksAt, minute } from '../src/testing.ts'
import { given } from './given.ts'
import { createLedgerFold } from './ledger-fold.ts'

const entry = aTrade({ fee_rate: '0', position_size: '1000', at: minute(1) }).entry
const capital = { initial_capital: '1000' }

/** Prices at minutes 2, 3, …: capital of 1000 all in one LONG from 100. */
const afterPrices = (...prices: readonly string[]) =>
  given(capital, entry, ...prices.map((price, index) => marksAt(minute(index + 2), { BTCUSDT: price }))).snapshot

describe('the dates of drawdowns', () => {
  it('are none while nothing has fallen', () => {
    expect(afterPrices('100', '110')).toMatchObject({
      max_drawdown_amount: 0,
      max_drawdown_started_at: null,
      max_drawdown_trough_at: null,
      max_drawdown_recovered_at: null,
      current_drawdown_started_at: null,
    })
  })

  it('begin at the peak, which is the registration when nothing was ever won', () => {
    expect(afterPrices('90', '80')).toMatchObject({
      max_drawdown_pct: 20,
      max_drawdown_amount: 200,
      max_drawdown_started_at: minute(0),
      max_drawdown_trough_at: minute(3),
      max_drawdown_recovered_at: null,
      current_drawdown_started_at: minute(0),
    })
  })

  it('end when the peak is reached again, to the cent, and not before', () => {
    expect(afterPrices('120', '90', '119.99').max_drawdown_recovered_at).toBeNull()
    expect(afterPrices('120', '90', '120', '125')).toMatchObject({
      max_drawdown_pct: 25,
      max_drawdown_started_at: minute(2),
      max_drawdown_trough_at: minute(3),
      max_drawdown_recovered_at: minute(4),
      current_drawdown_started_at: null,
    })
  })

  it('stay with the deepest fall while a shallower one runs from a later peak', () => {
    expect(afterPrices('120', '90', '200', '190')).toMatchObject({
      max_drawdown_started_at: minute(2),
      max_drawdown_recovered_at: minute(4),
      current_drawdown_pct: 5,
      current_drawdown_started_at: minute(4),
    })
  })

  it('move on when a later fall is deeper, and stay with the first of two equal ones', () => {
    expect(afterPrices('120', '90', '200', '100')).toMatchObject({
      max_drawdown_pct: 50,
      max_drawdown_amount: 1000,
      max_drawdown_started_at: minute(4),
      max_drawdown_trough_at: minute(5),
      max_drawdown_recovered_at: null,
    })
    expect(afterPrices('80', '100', '80')).toMatchObject({
      max_drawdown_trough_at: minute(2),
      max_drawdown_recovered_at: minute(3),
      current_drawdown_started_at: minute(3),
    })
  })

  it('of a portfolio are its index’s, in the money there was at the trough: who joins moves none of them', () => {
    const fold = createLedgerFold()
    const joins = (bot_id: string) => botRegisteredOf(aRegistration({ bot_id, ...capital }))
    const facts = [
      joins('a'),
      aTrade({ bot_id: 'a', fee_rate: '0', position_size: '1000', at: minute(1) }).entry,
      marksAt(minute(2), { BTCUSDT: '90' }),
      { ...joins('b'), time: minute(3) },
      marksAt(minute(4), { BTCUSDT: '71' }),
    ]
    const shown = () => fold.snapshots().find(({ scope }) => scope === '@live')?.snapshot
    for (const [index, fact] of facts.slice(0, 4).entries()) fold.hear(fact, index + 1)
    expect(shown()).toMatchObject({ max_drawdown_pct: 10, max_drawdown_amount: 100, max_drawdown_trough_at: minute(2) })
    const [last] = facts.slice(4)
    if (last !== undefined) fold.hear(last, 5)
    // 1900 became 1710, a tenth of 0.9: the index stands at 0.81, where 19 % of the 2111.1… it would be worth are gone.
    expect(shown()?.max_drawdown_pct).toBeCloseTo(19, 12)
    expect(shown()?.max_drawdown_amount).toBeCloseTo((1710 / 0.81) * 0.19, 9)
    expect(shown()).toMatchObject({ max_drawdown_started_at: minute(0), max_drawdown_trough_at: minute(4) })
  })
})
