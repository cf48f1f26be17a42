import { describe, expect, it } from 'vitest'
import { aTrade, clockAt, marksAt, minute } from '../src/testing.ts'
import { given } from './given.ts'

const trade = aTrade({ fee_rate: '0', position_size: '1000' })
const at = (day: string) => `${day}T00:00:00.000Z`
const marked = (time: string, price: string) => marksAt(time, { BTCUSDT: price })

describe('drawdown', () => {
  it('falls from the starting capital when nothing was ever won', () => {
    const { snapshot } = given({ initial_capital: '1000' }, trade.entry, marked(minute(1), '85'))
    expect(snapshot).toMatchObject({ max_drawdown_pct: 15, current_drawdown_pct: 15, total_return_pct: -15 })
  })

  it('remembers the deepest fall and shows the one that stands', () => {
    const marks = ['120', '90', '130', '117'].map((price, index) => marked(minute(index + 1), price))
    const { snapshot } = given({ initial_capital: '1000' }, trade.entry, ...marks)
    expect(snapshot).toMatchObject({ max_drawdown_pct: 25, current_drawdown_pct: 10 })
  })

  it('is 0 at a peak', () => {
    const { snapshot } = given({ initial_capital: '1000' }, trade.entry, marked(minute(1), '101'))
    expect(snapshot).toMatchObject({ max_drawdown_pct: 0, current_drawdown_pct: 0, calmar_ratio: null })
    expect(snapshot.quality['calmar_ratio']).toMatchObject({ state: 'undefined' })
  })
})

describe('returns to date', () => {
  it('count from where the record started until the first close', () => {
    const { snapshot } = given({ initial_capital: '1000' }, trade.entry, marked(minute(1), '110'))
    expect(snapshot).toMatchObject({ daily_return_pct: 10, weekly_return_pct: 10, monthly_return_pct: 10 })
  })

  it('close a day at the first clock tick behind midnight, before that minute’s marks', () => {
    const facts = [trade.entry, marked(minute(1), '110'), clockAt(at('2024-01-02')), marked(at('2024-01-02'), '121')]
    const { snapshot } = given({ initial_capital: '1000' }, ...facts)
    expect(snapshot.daily_return_pct).toBe(10)
    expect(snapshot.weekly_return_pct).toBe(21)
  })

  it('close a week on Monday, across the year’s end too, and a month on its first', () => {
    // 2024-12-30 is a Monday; its week holds 2025-01-01.
    const start = { ...trade.entry, time: '2024-12-28T12:00:00.000Z' }
    const days = ['2024-12-29', '2024-12-30', '2025-01-01', '2025-01-05']
    const facts = days.flatMap((day, index) => [clockAt(at(day)), marked(at(day), String(110 + 10 * index))])
    const upTo = (day: string) => {
      const { snapshot } = given({ initial_capital: '1000' }, start, ...facts.slice(0, 2 * (days.indexOf(day) + 1)))
      return [snapshot.weekly_return_pct, snapshot.monthly_return_pct].map((value) => Number(value?.toFixed(6)))
    }
    expect(upTo('2024-12-29')).toEqual([10, 10])
    expect(upTo('2024-12-30')).toEqual([Number(((120 / 110 - 1) * 100).toFixed(6)), 20])
    expect(upTo('2025-01-01')).toEqual([
      Number(((130 / 110 - 1) * 100).toFixed(6)),
      Number(((130 / 120 - 1) * 100).toFixed(6)),
    ])
    expect(upTo('2025-01-05')).toEqual([
      Number(((140 / 110 - 1) * 100).toFixed(6)),
      Number(((140 / 120 - 1) * 100).toFixed(6)),
    ])
  })

  it('have nothing to grow from behind a close at or below zero', () => {
    const short = aTrade({ fee_rate: '0', direction: 'SHORT', position_size: '100' })
    const facts = [short.entry, marked(minute(1), '200'), clockAt(at('2024-01-02'))]
    const { snapshot } = given({ initial_capital: '100' }, ...facts)
    expect(snapshot.account_value).toBe(0)
    expect(snapshot.daily_return_pct).toBeNull()
    expect(snapshot.quality['daily_return_pct']).toMatchObject({ reason: 'EQUITY_NOT_POSITIVE' })
    expect(snapshot.total_return_pct).toBe(-100)
  })
})

describe('compound growth', () => {
  it('is the return itself after exactly a year, and marked before', () => {
    const facts = [trade.entry, marked(minute(1), '110')]
    const year = given({ initial_capital: '1000' }, ...facts, clockAt('2024-12-31T00:00:00.000Z')).snapshot
    expect(year.cagr_pct).toBeCloseTo(10, 10)
    expect(year.quality['cagr_pct']).toBeUndefined()
    const half = given({ initial_capital: '1000' }, ...facts, clockAt('2024-07-01T12:00:00.000Z')).snapshot
    expect(half.cagr_pct).toBeCloseTo((1.1 ** (365 / 182.5) - 1) * 100, 9)
    expect(half.quality['cagr_pct']).toEqual({ n: 182, state: 'low_sample', reason: 'LESS_THAN_ONE_YEAR' })
  })

  it('is no number where a minute’s gain compounds beyond what a double holds', () => {
    const { snapshot } = given({ initial_capital: '1000' }, trade.entry, marked(minute(1), '110'))
    expect(snapshot.cagr_pct).toBeNull()
    expect(snapshot.quality['cagr_pct']).toMatchObject({ state: 'undefined', reason: 'NOT_REPRESENTABLE' })
  })
})

describe('a replay bot', () => {
  const midnight = at('2021-05-20')
  const replayed = (price: string, time: string, run = 'r1') => marksAt(time, { BTCUSDT: price }, { run })
  const entry = aTrade({
    fee_rate: '0',
    position_size: '1000',
    mode: 'replay',
    run: 'r1',
    at: '2021-05-19T23:58:00.000Z',
  })

  it('lives by its run’s clock: no minute of the wall closes its day', () => {
    const { snapshot } = given(
      { mode: 'replay', initial_capital: '1000' },
      clockAt(at('2026-01-01')),
      entry.entry,
      replayed('110', '2021-05-19T23:59:00.000Z'),
      clockAt(at('2026-01-02')),
      replayed('121', at('2021-05-20')),
    )
    expect(snapshot.timestamp).toBe(at('2021-05-20'))
    expect(snapshot).toMatchObject({ daily_return_pct: 10, weekly_return_pct: 21, total_return_pct: 21 })
  })

  it('hears no marks of what others hold, so that its record is the same whoever is beside it', () => {
    const { kpi } = given(
      { mode: 'replay', initial_capital: '1000' },
      entry.entry,
      marksAt(at('2021-05-21'), { ETHUSDT: '5' }, { run: 'r1' }),
    )
    expect([kpi.ledger_seq, kpi.time]).toEqual([2, '2021-05-19T23:58:00.000Z'])
  })

  it('does not hear the marks of another run, nor live ones', () => {
    const { kpi } = given(
      { mode: 'replay', initial_capital: '1000' },
      entry.entry,
      replayed('50', '2021-05-20T00:00:00.000Z', 'r2'),
      marksAt(minute(1), { BTCUSDT: '50' }),
    )
    expect(kpi.ledger_seq).toBe(2)
  })

  it('begins with its first fill, whatever minute the mark behind it is of', () => {
    const { kpi } = given(
      { mode: 'replay', initial_capital: '1000' },
      aTrade({ mode: 'replay', run: 'r1', at: '2021-05-19T23:58:08.000Z' }).entry,
      replayed('110', '2021-05-19T23:58:00.000Z'),
    )
    expect([kpi.started_at, kpi.time]).toEqual(['2021-05-19T23:58:08.000Z', '2021-05-19T23:58:08.000Z'])
  })

  it('goes on with its account in another run, whose days are days of their own', () => {
    const first = aTrade({
      fee_rate: '0',
      position_size: '1000',
      mode: 'replay',
      run: 'r1',
      at: '2021-05-19T10:00:00.000Z',
    })
    const second = aTrade({
      signal_id: 's2',
      fee_rate: '0',
      position_size: '1000',
      mode: 'replay',
      run: 'r2',
      at: '2021-05-19T09:00:00.000Z',
    })
    // Its marks are the bot's own, and its price stands still.
    const held = aTrade({
      signal_id: 's3',
      symbol: 'ETHUSDT',
      fee_rate: '0',
      mode: 'replay',
      run: 'r1',
      at: first.entry.time,
    })
    const { snapshot, days } = given(
      { mode: 'replay', initial_capital: '1000' },
      first.entry,
      held.entry,
      first.exit('110', '2021-05-19T11:00:00.000Z'),
      marksAt(midnight, { ETHUSDT: '100' }, { run: 'r1' }),
      second.entry,
      replayed('89', '2021-05-19T10:00:00.000Z', 'r2'),
      replayed('89', midnight, 'r2'),
    )
    expect(days.map(({ day, closed_seq, level, return: r }) => [day, closed_seq, level, r])).toEqual([
      ['2021-05-19', 5, '1100', 0.1],
      ['2021-05-19', 8, '990', -0.1],
    ])
    expect(snapshot.quality.sharpe_ratio).toMatchObject({ n: 2 })
    expect(snapshot.sharpe_ratio).toBe(0)
  })

  it('has no time before its first fill', () => {
    const { snapshot } = given({ mode: 'replay' })
    expect(snapshot).toMatchObject({ timestamp: null, account_value: 10000, daily_return_pct: null })
  })
})
