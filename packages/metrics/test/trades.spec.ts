import type { LedgerEvent } from '@papertape/events'
import { describe, expect, it } from 'vitest'
import { dailyOf } from '../src/index.ts'
import { aTrade, clockAt, minute } from '../src/testing.ts'
import { given } from './given.ts'

/** Trades without fees that close one after another, each at its own profit on 100. */
const closing = (...profits: readonly number[]): LedgerEvent[] =>
  profits.flatMap((profit, index) => {
    const trade = aTrade({ signal_id: `s${index}`, fee_rate: '0', at: minute(index) })
    return [trade.entry, trade.exit(String(100 + profit), minute(index + 1))]
  })

describe('trade statistics', () => {
  it('judge a trade by its net profit: a gain below its fees is a loss', () => {
    const trade = aTrade()
    const { snapshot } = given({}, trade.entry, trade.exit('100.1', minute(1)))
    expect(snapshot).toMatchObject({ winning_trades: 0, losing_trades: 1, win_rate_pct: 0, roi_pct: -0.001001 })
  })

  it('count a break-even trade apart, in the win rate’s denominator, and let it end a run of losses', () => {
    const { snapshot } = given({}, ...closing(-1, -1, 0, -1))
    expect(snapshot).toMatchObject({
      total_trades: 4,
      winning_trades: 0,
      losing_trades: 3,
      breakeven_trades: 1,
      win_rate_pct: 0,
      consecutive_losses: 1,
      max_consecutive_losses: 2,
      profit_factor: 0,
      average_win: null,
      largest_win: null,
      average_loss: -1,
      largest_loss: -1,
    })
    expect(snapshot.quality['average_win']).toEqual({ n: 0, state: 'undefined', reason: 'NO_WINS' })
    expect(snapshot.quality['win_rate_pct']).toEqual({ n: 4, state: 'low_sample', reason: 'TOO_FEW' })
  })

  it('have no profit factor without a loss', () => {
    const { snapshot } = given({}, ...closing(5, 3))
    expect(snapshot).toMatchObject({ profit_factor: null, average_loss: null, largest_loss: null, largest_win: 5 })
    expect(snapshot.quality['profit_factor']).toEqual({ n: 2, state: 'undefined', reason: 'NO_LOSSES' })
  })

  it('add up: averages, expectancy, factor, duration, frequency', () => {
    const { snapshot } = given({}, ...closing(4, -2, 6, 0))
    expect(snapshot).toMatchObject({
      win_rate_pct: 50,
      profit_factor: 5,
      average_win: 5,
      average_loss: -2,
      average_trade_pnl: 2,
      expectancy: 2,
      largest_win: 6,
      largest_loss: -2,
      average_duration_seconds: 60,
      roi_pct: 0.08,
    })
    expect(snapshot.trades_per_day).toBeCloseTo(1440, 9)
  })

  it('are no longer marked as resting on too little from 30 trades on', () => {
    const { snapshot } = given({}, ...closing(...Array.from({ length: 30 }, (_, index) => (index % 2) * 2 - 1)))
    expect(snapshot.quality['win_rate_pct']).toBeUndefined()
    expect(snapshot.quality['average_win']).toEqual({ n: 15, state: 'low_sample', reason: 'TOO_FEW' })
  })

  it('know nothing of a trade that was never entered', () => {
    const { entry } = aTrade()
    const missed: LedgerEvent = {
      ...entry,
      type: 'entry.missed',
      data: { ...entry.data, reason: 'EXPIRED' },
    }
    const { kpi, snapshot } = given({}, missed)
    expect(snapshot).toMatchObject({ total_trades: 0, win_rate_pct: null, account_value: 10000 })
    expect(kpi.ledger_seq).toBe(1)
  })
})

describe('the running day', () => {
  it('sums what was closed since midnight, by exit time', () => {
    const facts = closing(4, -1)
    expect(dailyOf(given({}, ...facts).kpi)).toEqual({ day: '2024-01-01', daily_pnl: '3', daily_trades_count: 2 })
    const midnight = clockAt('2024-01-02T00:00:00.000Z')
    expect(dailyOf(given({}, ...facts, midnight).kpi)).toMatchObject({ daily_pnl: '0', daily_trades_count: 0 })
  })

  it('takes in an exit behind midnight that is heard before the clock, and none of yesterday that is heard late', () => {
    const early = aTrade({ signal_id: 'e', fee_rate: '0' })
    const late = aTrade({ signal_id: 'l', fee_rate: '0' })
    const facts = [
      early.entry,
      late.entry,
      early.exit('107', '2024-01-02T00:00:00.500Z'),
      late.exit('101', '2024-01-01T23:59:59.000Z'),
      clockAt('2024-01-02T00:01:00.000Z'),
    ]
    expect(dailyOf(given({}, ...facts).kpi)).toEqual({ day: '2024-01-02', daily_pnl: '7', daily_trades_count: 1 })
  })
})
