import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { decimal, formatDecimal } from '@papertape/money'
import { describe, expect, it } from 'vitest'
import { changeAccount, EMPTY_ACCOUNT } from '../src/account.ts'
import { standingOf } from '../src/figure.ts'
import { averageTradePnl } from '../src/figures/average-trade-pnl.ts'
import { createReturnSample, foldKpi, initialKpi, initialPortfolio, snapshotOf } from '../src/index.ts'
import { aTrade, clockAt, marksAt, minute } from '../src/testing.ts'
import { closeTrade, noTrades } from '../src/trade-stats.ts'
import { given } from './given.ts'

const day = (count: number): string => minute(count * 1440)
const free = { fee_rate: '0', position_size: '1000' }
const capital = { initial_capital: '1000' }
const marked = (at: string, price: string) => marksAt(at, { BTCUSDT: price })

/** Capital of 1000 all in one LONG from 100: the account is worth ten times each day's last price. */
const daysOf = (prices: readonly string[]): LedgerEvent[] => [
  aTrade(free).entry,
  ...prices.flatMap((price, index) => [marked(minute(index * 1440 + 1), price), clockAt(day(index + 1))]),
]

describe('numerical care', () => {
  it('ten days of exactly +1 % have no Sharpe ratio: their variance is zero', () => {
    let level = decimal('100')
    const prices = Array.from({ length: 10 }, () => {
      level = (level * 101n) / 100n
      return formatDecimal(level)
    })
    const { snapshot } = given(capital, ...daysOf(prices))
    expect(snapshot.quality.sharpe_ratio).toEqual({ n: 10, state: 'undefined', reason: 'ZERO_VARIANCE' })
    expect(snapshot.quality.sortino_ratio).toEqual({ n: 10, state: 'undefined', reason: 'NO_LOSSES' })
    expect(snapshot.volatility_pct).toBeLessThan(1e-10)
  })

  it('a loss of 40 % on the first day is a drawdown of 40 %', () => {
    const { snapshot } = given(capital, ...daysOf(['60', '54', '64.8']))
    expect(snapshot.max_drawdown_pct).toBe(46)
    expect(given(capital, ...daysOf(['60'])).snapshot.max_drawdown_pct).toBe(40)
  })

  it('equity at or below zero is −100 % a year, and later days that begin there are left out and said to be', () => {
    const short = aTrade({ ...free, direction: 'SHORT' })
    const { snapshot, days } = given(
      capital,
      short.entry,
      marked(minute(1), '210'),
      clockAt(day(1)),
      marked(day(1), '150'),
      clockAt(day(4)),
      clockAt(day(5)),
    )
    expect(days.map((one) => one.return)).toEqual([-1.1, null, 0])
    expect(days.map((one) => one.idle_days)).toEqual([0, 2, 0])
    expect(snapshot.quality.sharpe_ratio).toEqual({ n: 4, state: 'low_sample', reason: 'EQUITY_NOT_POSITIVE' })
    const lost = given(capital, short.entry, marked(minute(1), '210'), clockAt(day(4)), clockAt(day(9)))
    expect(lost.days.map((one) => one.idle_days)).toEqual([0, 0])
    expect(lost.snapshot).toMatchObject({ cagr_pct: -100, sharpe_ratio: null, daily_return_pct: null })
    expect(lost.snapshot.quality.sharpe_ratio).toMatchObject({ n: 1, reason: 'EQUITY_NOT_POSITIVE' })
  })

  it('one trade on one day has no Sharpe ratio', () => {
    const trade = aTrade(free)
    const { snapshot } = given(capital, trade.entry, trade.exit('110', minute(5)), clockAt(day(1)))
    expect(snapshot.quality.sharpe_ratio).toEqual({ n: 1, state: 'undefined', reason: 'TOO_FEW' })
    expect(snapshot.quality.volatility_pct).toMatchObject({ reason: 'TOO_FEW' })
    expect(snapshot).toMatchObject({ var_95_pct: -10, cvar_95_pct: -10 })
  })

  it('wins alone have no profit factor, and no expectancy per unit risked', () => {
    const trade = aTrade(free)
    const { snapshot } = given(capital, trade.entry, trade.exit('110', minute(5)))
    expect(snapshot.quality.profit_factor).toEqual({ n: 1, state: 'undefined', reason: 'NO_LOSSES' })
    expect(snapshot.quality.expectancy_ratio).toEqual({ n: 1, state: 'undefined', reason: 'NO_LOSSES' })
  })

  it('the first and the last week of a year are two weeks, and one that spans the year’s end is one', () => {
    // 2018-01-02 and 2018-12-31 share calendar year and ISO week number; 2018-12-31 and 2019-01-01 share the week.
    const weekly = (start: string, end: string) => {
      const entry = { ...aTrade(free).entry, time: `${start}T12:00:00.000Z` }
      const kpi = initialKpi({ ...botRegisteredOf(aRegistration(capital)), time: `${start}T11:00:00.000Z` }, 1)
      const facts = [entry, marked(`${start}T13:00:00.000Z`, '120'), clockAt(`${end}T00:00:00.000Z`)]
      for (const [index, fact] of facts.entries()) foldKpi(kpi, fact, index + 2)
      return snapshotOf(kpi, createReturnSample()).weekly_return_pct
    }
    expect(weekly('2018-01-02', '2018-12-31')).toBe(0)
    expect(weekly('2018-12-31', '2019-01-01')).toBe(20)
    expect(weekly('2020-12-31', '2021-01-03')).toBe(20)
    expect(weekly('2020-12-31', '2021-01-04')).toBe(0)
  })

  it('a million trades of 0.1 add up to the last digit', () => {
    const net = decimal('0.1')
    const trades = noTrades()
    let account = EMPTY_ACCOUNT
    for (let index = 0; index < 1_000_000; index += 1) {
      closeTrade(trades, net, 1)
      account = changeAccount(account, { realized: net })
    }
    expect(formatDecimal(account.realized)).toBe('100000')
    expect(averageTradePnl(standingOf({ ...initialPortfolio('live'), trades, account })).value).toBe(0.1)
  })

  it('gains and losses in turn leave mean and deviation to the last bit, after however many days', () => {
    const prices = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? '125' : '100'))
    const { snapshot } = given(capital, ...daysOf(prices))
    // +25 % and −20 % in turn: Σ r = 200 × 0.05, and the deviation about 0.025 is 0.225 × √(400 / 399).
    const deviation = 0.225 * Math.sqrt(400 / 399)
    expect(snapshot.sharpe_ratio).toBe((0.025 / deviation) * Math.sqrt(365))
    expect(snapshot.volatility_pct).toBe(deviation * Math.sqrt(365) * 100)
  })

  it('keeps the digits of returns of a millionth of a millionth', () => {
    const tiny = aTrade({ fee_rate: '0', position_size: '0.000001', entry_price: '1' })
    const at = (count: number, price: string) => [marked(minute(count * 1440 + 1), price), clockAt(day(count + 1))]
    const { days, snapshot } = given({ initial_capital: '1000000' }, tiny.entry, ...at(0, '2'), ...at(1, '1'))
    expect(days.map((one) => one.return)).toEqual([1e-12, -9.99999999999e-13])
    expect(snapshot.quality.sharpe_ratio?.reason).toBe('TOO_FEW')
    expect(snapshot.volatility_pct).toBeCloseTo((1.999999999999e-12 / Math.SQRT2) * Math.sqrt(365) * 100, 22)
  })
})

describe('a day closes', () => {
  it('once, at the first clock tick after midnight, and days skipped in between count as idle ones', () => {
    const { days, snapshot } = given(
      capital,
      ...daysOf(['110']),
      clockAt(day(32)),
      clockAt(`${day(32).slice(0, 11)}00:01:00.000Z`),
    )
    expect(days).toEqual([
      {
        day: '2024-01-01',
        closed_seq: 4,
        level: '1100',
        equity: '1100',
        return: 0.1,
        turnover: 1000 / 1050,
        idle_days: 0,
      },
      { day: '2024-01-02', closed_seq: 5, level: '1100', equity: '1100', return: 0, turnover: 0, idle_days: 30 },
    ])
    expect(snapshot.turnover).toBe(1000 / 1050 / 32)
    expect(snapshot.quality.sharpe_ratio).toBeUndefined()
    expect(snapshot.sharpe_ratio).toBeCloseTo((0.1 / 32 / (0.1 / Math.sqrt(32))) * Math.sqrt(365), 10)
  })

  it('after ten thousand years in the time of one', () => {
    const { days, snapshot } = given(capital, ...daysOf(['90']), clockAt('9999-12-31T00:00:00.000Z'))
    expect(days.at(-1)?.idle_days).toBe((Date.UTC(9999, 11, 31) - Date.UTC(2024, 0, 2)) / 86_400_000 - 1)
    expect(snapshot).toMatchObject({ var_95_pct: 0 })
  })

  it('the running day is in no ratio', () => {
    const closed = given(capital, ...daysOf(['110', '99'])).snapshot
    const running = given(capital, ...daysOf(['110', '99']), marked(minute(2 * 1440 + 1), '10')).snapshot
    for (const name of [
      'volatility_pct',
      'sharpe_ratio',
      'sortino_ratio',
      'var_95_pct',
      'cvar_95_pct',
      'turnover',
    ] as const) {
      expect(running[name]).toBe(closed[name])
    }
    expect(running.max_drawdown_pct).toBeGreaterThan(90)
  })

  it('is told while the state still stands as before the fact that closed it', () => {
    const kpi = initialKpi(botRegisteredOf(aRegistration(capital)), 1)
    let seen: { seq: number; n: number } | null = null
    foldKpi(kpi, clockAt(day(1)), 7, () => {
      seen = { seq: kpi.ledger_seq, n: kpi.moments.n }
    })
    expect(seen).toEqual({ seq: 1, n: 0 })
    expect(kpi).toMatchObject({ ledger_seq: 7, moments: { n: 1 } })
  })
})
