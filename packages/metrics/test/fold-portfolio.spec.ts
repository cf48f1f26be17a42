import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import {
  amountsOf,
  type BotKpi,
  createReturnSample,
  foldKpi,
  foldPortfolio,
  initialKpi,
  initialPortfolio,
  type PortfolioKpi,
  portfolioFromJson,
  portfolioToJson,
  snapshotOf,
} from '../src/index.ts'
import { aTrade, clockAt, marksAt, minute } from '../src/testing.ts'

/** Bots and their portfolio over one ledger. */
const openBooks = (mode: 'live' | 'demo' | 'replay' = 'live') => {
  const bots = new Map<string, BotKpi>()
  let portfolio: PortfolioKpi = initialPortfolio(mode)
  let seq = 0
  const hear = (fact: LedgerEvent) => {
    seq += 1
    if (fact.type === 'bot.registered') bots.set(fact.bot_id, initialKpi(fact, seq))
    else
      for (const bot of bots.values()) if (fact.bot_id === bot.bot_id || fact.bot_id === '@all') foldKpi(bot, fact, seq)
    const changed = [...bots.values()].filter((bot) => bot.ledger_seq === seq)
    portfolio = foldPortfolio(portfolio, fact, changed, seq)
    // Stored and loaded each time: whatever is not in its JSON would be lost here.
    portfolio = portfolioFromJson(JSON.parse(JSON.stringify(portfolioToJson(portfolio))), bots.values())
    return snapshotOf(portfolio, createReturnSample())
  }
  const join = (bot_id: string, initial_capital: string, given: object = {}) =>
    hear(botRegisteredOf(aRegistration({ bot_id, initial_capital, ...given })))
  return { hear, join, amounts: () => amountsOf(portfolio), state: () => portfolio }
}

const size = { position_size: '1000', fee_rate: '0' }

describe('a portfolio', () => {
  it('that nobody has joined is worth nothing and has returned nothing', () => {
    const snapshot = snapshotOf(initialPortfolio('live'), createReturnSample())
    expect(snapshot).toMatchObject({
      bot_id: null,
      timestamp: null,
      account_value: 0,
      total_return_pct: null,
      roi_pct: null,
    })
    expect(snapshot.quality['total_return_pct']).toMatchObject({ reason: 'NO_BOTS' })
  })

  it('is the sum of its bots', () => {
    const books = openBooks()
    books.join('a', '1000')
    books.join('b', '3000')
    const a = aTrade({ bot_id: 'a', ...size })
    const b = aTrade({ bot_id: 'b', ...size, direction: 'SHORT' })
    books.hear(a.entry)
    books.hear(b.entry)
    books.hear(marksAt(minute(1), { BTCUSDT: '120' }))
    expect(books.amounts()).toMatchObject({ account_value: '4000', unrealized_pnl: '0', initial_capital: '4000' })
    const snapshot = books.hear(a.exit('130', minute(2)))
    expect(snapshot).toMatchObject({
      account_value: 4100,
      realized_pnl: 300,
      unrealized_pnl: -200,
      total_return_pct: 2.5,
      total_trades: 1,
      winning_trades: 1,
      active_positions: 1,
    })
  })

  it('neither gains nor recovers when a bot joins with capital', () => {
    const books = openBooks()
    books.join('a', '1000')
    books.hear(aTrade({ bot_id: 'a', ...size }).entry)
    const before = books.hear(marksAt(minute(1), { BTCUSDT: '81' }))
    expect(before).toMatchObject({ total_return_pct: -19, current_drawdown_pct: 19, max_drawdown_pct: 19 })
    const after = books.join('b', '777')
    expect(after).toMatchObject({ account_value: 1587, total_return_pct: -19, current_drawdown_pct: 19 })
    expect(after.daily_return_pct).toBe(before.daily_return_pct)
    // From here on the same 81 lost on 1587 weighs as what it is.
    const later = books.hear(marksAt(minute(2), { BTCUSDT: '72.9' }))
    expect(later.total_return_pct).toBeCloseTo((0.81 * ((1587 - 81) / 1587) - 1) * 100, 12)
  })

  it('leaves out private bots and those of another mode', () => {
    const books = openBooks()
    books.join('a', '1000')
    books.join('hidden', '1000', { public: false })
    books.join('demo', '1000', { mode: 'demo' })
    books.hear(aTrade({ bot_id: 'hidden', ...size }).entry)
    expect(books.hear(marksAt(minute(1), { BTCUSDT: '50' })).account_value).toBe(1000)
    expect([...books.state().parts.keys()]).toEqual(['a'])
  })

  it('stays at −100 % once all capital is gone, whoever joins', () => {
    const books = openBooks()
    books.join('a', '1000')
    books.hear(aTrade({ bot_id: 'a', ...size, direction: 'SHORT' }).entry)
    expect(books.hear(marksAt(minute(1), { BTCUSDT: '200' }))).toMatchObject({
      account_value: 0,
      total_return_pct: -100,
    })
    expect(books.join('b', '5000')).toMatchObject({
      account_value: 5000,
      total_return_pct: -100,
      max_drawdown_pct: 100,
    })
    expect(books.hear(marksAt(minute(2), { BTCUSDT: '150' }))).toMatchObject({
      account_value: 5500,
      total_return_pct: -100,
    })
  })

  it('closes its day at the clock and finds the largest position again when it is gone', () => {
    const books = openBooks()
    books.join('a', '1000')
    books.join('b', '1000')
    const a = aTrade({ bot_id: 'a', ...size })
    books.hear(a.entry)
    books.hear(aTrade({ bot_id: 'b', fee_rate: '0', position_size: '500' }).entry)
    books.hear(marksAt(minute(1), { BTCUSDT: '110' }))
    books.hear(clockAt('2024-01-02T00:00:00.000Z'))
    const snapshot = books.hear(a.exit('110', '2024-01-02T00:00:30.000Z'))
    expect(snapshot).toMatchObject({ daily_return_pct: 0, total_return_pct: 7.5 })
    expect(snapshot.largest_position_pct).toBeCloseTo((550 / 2150) * 100, 12)
  })

  it('of replays runs by their clocks, not by the one bots are registered by', () => {
    const books = openBooks('replay')
    expect(books.join('a', '1000', { mode: 'replay' }).timestamp).toBeNull()
    const at = '2021-05-19T12:00:00.000Z'
    expect(books.hear(aTrade({ bot_id: 'a', ...size, mode: 'replay', run: 'r', at }).entry).timestamp).toBe(at)
  })
})
