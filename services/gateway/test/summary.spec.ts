import { describe, expect, it } from 'vitest'
import { defaultMode } from '../src/reads/coverage.ts'
import { signalTotals } from '../src/reads/signals.ts'
import { summaryFigures } from '../src/reads/summary.ts'

const nothing = {
  open_positions: 0,
  winning_trades: 0,
  losing_trades: 0,
  breakeven_trades: 0,
  total_pnl: '0',
  total_profit: '0',
  total_loss: '0',
}

describe('the summary', () => {
  it('of nothing has no ratios, and says why', () => {
    expect(summaryFigures(nothing, 3)).toMatchObject({
      total_pnl: 0,
      win_rate: null,
      average_profit: null,
      average_loss: null,
      total_trades: 0,
      total_signals: 3,
      quality: { win_rate: { n: 0, state: 'undefined', reason: 'NO_TRADES' } },
    })
  })
  it('counts open and closed trades, and break-even ones in the win rate', () => {
    const totals = {
      ...nothing,
      open_positions: 2,
      winning_trades: 2,
      losing_trades: 1,
      breakeven_trades: 1,
      total_pnl: '0.3',
      total_profit: '0.6',
      total_loss: '-0.3',
    }
    expect(summaryFigures(totals, 9)).toEqual({
      total_pnl: 0.3,
      win_rate: 0.5,
      average_profit: 0.3,
      average_loss: -0.3,
      total_trades: 6,
      open_positions: 2,
      winning_trades: 2,
      losing_trades: 1,
      breakeven_trades: 1,
      total_signals: 9,
      quality: {},
    })
  })
})

describe('the totals of signals', () => {
  it('add up: received = accepted + rejected', () => {
    const rows = [
      { reason: null, count: 4 },
      { reason: 'DUPLICATE', count: 1 },
      { reason: 'DUPLICATE', count: 2 },
      { reason: 'MALFORMED', count: 1 },
    ]
    expect(signalTotals(rows)).toEqual({
      received: 8,
      accepted: 4,
      rejected: 4,
      by_reason: { DUPLICATE: 3, MALFORMED: 1 },
    })
  })
})

describe('the mode shown by default', () => {
  it.each([
    [[], 'live'],
    [['live', 'demo', 'replay'], 'live'],
    [['demo'], 'demo'],
    [['demo', 'replay'], 'demo'],
    [['replay'], 'live'],
  ] as const)('of a system with %j bots is %s', (present, mode) => {
    expect(defaultMode(new Set(present))).toBe(mode)
  })
})
