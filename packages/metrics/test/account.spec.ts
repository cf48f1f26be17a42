import { describe, expect, it } from 'vitest'
import { amountsOf } from '../src/index.ts'
import { aTrade, marksAt, minute } from '../src/testing.ts'
import { given } from './given.ts'

describe('the account of a bot', () => {
  it('is worth its starting capital before anything happens, and rests on nothing', () => {
    const { snapshot } = given({ initial_capital: '10000' })
    expect(snapshot).toMatchObject({
      ledger_seq: 1,
      account_value: 10000,
      cash_balance: 10000,
      unrealized_pnl: 0,
      realized_pnl: 0,
      total_fees: 0,
      total_return_pct: 0,
      max_drawdown_pct: 0,
      current_drawdown_pct: 0,
      active_positions: 0,
      win_rate_pct: null,
      profit_factor: null,
      cagr_pct: null,
    })
    expect(snapshot.quality['win_rate_pct']).toEqual({ n: 0, state: 'undefined', reason: 'NO_TRADES' })
    expect(snapshot.quality['cagr_pct']).toEqual({ n: 0, state: 'undefined', reason: 'NO_ELAPSED_TIME' })
  })

  it('is down by the entry fee at the entry price until the first mark', () => {
    const { kpi } = given({}, aTrade().entry)
    expect(amountsOf(kpi)).toEqual({
      initial_capital: '10000',
      account_value: '9999.9',
      cash_balance: '9899.9',
      realized_pnl: '0',
      unrealized_pnl: '-0.1',
      total_fees: '0.1',
    })
  })

  it('values open trades at the last mark, LONG and SHORT', () => {
    const long = aTrade({ signal_id: 'l' })
    const short = aTrade({ signal_id: 's', direction: 'SHORT', entry_price: '200', symbol: 'ETHUSDT' })
    const marks = marksAt(minute(1), { BTCUSDT: '110', ETHUSDT: '150' })
    const { kpi, snapshot } = given({}, long.entry, short.entry, marks)
    // LONG 1 × 10, SHORT 0.5 × 50, fees 0.1 each.
    expect(amountsOf(kpi)).toMatchObject({ unrealized_pnl: '34.8', account_value: '10034.8', cash_balance: '9799.8' })
    expect(snapshot.total_exposure_pct).toBeCloseTo((185 / 10034.8) * 100, 12)
    expect(snapshot.largest_position_pct).toBeCloseTo((110 / 10034.8) * 100, 12)
    expect(snapshot.active_positions).toBe(2)
  })

  it('leaves trades of other instruments as they are', () => {
    const { kpi } = given({}, aTrade().entry, marksAt(minute(1), { ETHUSDT: '1' }))
    expect(kpi.ledger_seq).toBe(2)
    expect(amountsOf(kpi).account_value).toBe('9999.9')
  })

  it('values a trade that enters behind a mark at its entry price until the next one', () => {
    const first = aTrade({ signal_id: 'a' })
    const second = aTrade({ signal_id: 'b', entry_price: '120', at: minute(1) })
    const { kpi } = given({}, first.entry, marksAt(minute(1), { BTCUSDT: '110' }), second.entry)
    expect(amountsOf(kpi).unrealized_pnl).toBe('9.8')
  })

  it('books net profit and both fees at the exit', () => {
    const trade = aTrade()
    const { kpi, snapshot } = given(
      {},
      trade.entry,
      marksAt(minute(1), { BTCUSDT: '90' }),
      trade.exit('110', minute(2)),
    )
    expect(amountsOf(kpi)).toEqual({
      initial_capital: '10000',
      account_value: '10009.79',
      cash_balance: '10009.79',
      realized_pnl: '9.79',
      unrealized_pnl: '0',
      total_fees: '0.21',
    })
    expect(snapshot).toMatchObject({ active_positions: 0, largest_position_pct: 0, total_exposure_pct: 0 })
    expect(kpi.open.size).toBe(0)
  })

  it('goes below zero when a SHORT loses more than there is, and then has no shares', () => {
    const trade = aTrade({ direction: 'SHORT', position_size: '100' })
    const { snapshot } = given({ initial_capital: '100' }, trade.entry, marksAt(minute(1), { BTCUSDT: '250' }))
    expect(snapshot.account_value).toBe(-50.1)
    expect(snapshot.total_return_pct).toBe(-150.1)
    expect(snapshot.max_drawdown_pct).toBe(150.1)
    expect(snapshot.cagr_pct).toBe(-100)
    expect(snapshot.total_exposure_pct).toBeNull()
    expect(snapshot.quality['total_exposure_pct']).toEqual({ n: 1, state: 'undefined', reason: 'EQUITY_NOT_POSITIVE' })
  })

  it('keeps every digit from 1e-18 to 1e12', () => {
    const tiny = aTrade({ signal_id: 't', symbol: 'TINY', entry_price: '0.000000000000000001', position_size: '1' })
    const huge = aTrade({ signal_id: 'h', symbol: 'HUGE', entry_price: '1000000000000', position_size: '1' })
    const marks = marksAt(minute(1), { TINY: '0.000000000000000003', HUGE: '1000000000001' })
    const { kpi } = given({ initial_capital: '1' }, tiny.entry, huge.entry, marks)
    // TINY triples: +2; HUGE: 1e-12 × 1; fees 0.001 each.
    expect(amountsOf(kpi).account_value).toBe('2.998000000001')
  })

  it('refuses a second exit: then no figure can be right', () => {
    const trade = aTrade()
    expect(() => given({}, trade.entry, trade.exit('1', minute(1)), trade.exit('1', minute(1)))).toThrow(/not open/)
    expect(() => given({}, trade.entry, trade.entry)).toThrow(/twice/)
  })

  it('holds names that objects are born with', () => {
    const trade = aTrade({ bot_id: '__proto__', symbol: '__proto__' })
    const { kpi } = given({ bot_id: '__proto__' }, trade.entry, marksAt(minute(1), JSON.parse('{"__proto__":"110"}')))
    expect(amountsOf(kpi).unrealized_pnl).toBe('9.9')
  })
})
