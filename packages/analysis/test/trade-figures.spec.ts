import { describe, expect, it } from 'vitest'
import { analysis, reasons, values } from './given.ts'

const THOUSAND = { startingCapital: 1000n * 10n ** 18n }

/** Trades by their exits, an hour apart. */
const nets = (list: readonly (number | string)[]): string =>
  ['exit_time,net_pnl', ...list.map((net, index) => `${1_704_067_200 + index * 3600},${net}`)].join('\n')

describe('six trades: +30, −10, 0, +10, −20, −15', () => {
  it('have these figures, by hand', async () => {
    const trades = await analysis(nets([30, -10, 0, 10, -20, -15]), { settings: THOUSAND })
    expect(values(trades)).toEqual({
      total_trades: 6,
      winning_trades: 2,
      losing_trades: 3,
      breakeven_trades: 1,
      win_rate: 1 / 3,
      profit_factor: 40 / 45,
      average_win: 20,
      average_loss: -15,
      average_trade_pnl: -5 / 6,
      expectancy: -5 / 6,
      gross_profit: 40,
      gross_loss: -45,
      largest_win: 30,
      largest_loss: -20,
      max_consecutive_wins: 1,
      max_consecutive_losses: 2,
      average_duration_seconds: null,
      net_pnl: -5,
      total_fees: null,
      roi: -0.005,
      // Peak 1,030 before 995.
      max_drawdown: 35 / 1030,
    })
    expect(reasons(trades)).toEqual({ average_duration_seconds: 'NOT_IN_DATA', total_fees: 'NOT_IN_DATA' })
  })
})

describe('edge inputs of the definitions', () => {
  it('−500, +100 on 1,000 is a drawdown of 50 %', async () => {
    expect(values(await analysis(nets([-500, 100]), { settings: THOUSAND }))['max_drawdown']).toBe(0.5)
  })

  it('0, −500, +500, +10,000, −1,000 on 1,000 is one of 50 %', async () => {
    expect(values(await analysis(nets([0, -500, 500, 10_000, -1000]), { settings: THOUSAND }))['max_drawdown']).toBe(
      0.5,
    )
  })

  it('wins alone have no profit factor, and no average loss', async () => {
    const wins = await analysis(nets([14, 14, 14]))
    expect(reasons(wins)).toMatchObject({
      profit_factor: 'NO_LOSSES',
      average_loss: 'NO_LOSSES',
      largest_loss: 'NO_LOSSES',
    })
    expect(values(wins)).toMatchObject({ gross_loss: 0, max_drawdown: 0, max_consecutive_wins: 3 })
    expect(Object.is(values(wins)['gross_loss'], 0)).toBe(true)
  })

  it('losses alone have a profit factor of nothing and no average win', async () => {
    const losses = await analysis(nets([-1, -2]))
    expect(values(losses)).toMatchObject({ profit_factor: 0, win_rate: 0 })
    expect(reasons(losses)).toMatchObject({ average_win: 'NO_WINS', largest_win: 'NO_WINS' })
  })

  it('more lost than there was is a drawdown above 100 %', async () => {
    expect(values(await analysis(nets([-1500]), { settings: THOUSAND }))).toMatchObject({
      max_drawdown: 1.5,
      roi: -1.5,
    })
  })

  it('49 break-evens stand in the denominator of the win rate, and end runs', async () => {
    const list = [...Array.from({ length: 22 }, () => 1), ...Array.from({ length: 49 }, () => 0), -1, -1, -1]
    const trades = values(await analysis(nets(list)))
    expect(trades).toMatchObject({ win_rate: 22 / 74, breakeven_trades: 49, max_consecutive_losses: 3 })
    expect(values(await analysis(nets([-1, 0, -1])))['max_consecutive_losses']).toBe(1)
  })

  it('no trades: sums are zero, the rest is unknown, nothing fell', async () => {
    const none = await analysis('exit_time,net_pnl\n')
    expect(none.record.kind).toBe('trades')
    expect(values(none)).toMatchObject({
      total_trades: 0,
      net_pnl: 0,
      total_fees: 0,
      roi: 0,
      max_drawdown: 0,
      win_rate: null,
    })
    expect(new Set(Object.values(reasons(none)))).toEqual(new Set(['NO_TRADES']))
  })
})

describe('trades with prices', () => {
  const header = 'entry_time,exit_time,side,quantity,entry_price,exit_price,fees'

  it('profit is what both sides gain less fees, exactly', async () => {
    const trades = await analysis(
      [
        header,
        '2024-01-01,2024-01-02T00:00:00Z,LONG,2,100,110.000000000000000001,0.3',
        '2024-01-01,2024-01-03,short,0.5,200,220,-0.1',
      ].join('\n'),
    )
    expect(values(trades)).toMatchObject({
      total_fees: 0.2,
      winning_trades: 1,
      losing_trades: 1,
      average_duration_seconds: 129_600,
    })
    const { record } = trades
    // 2 × 10.000000000000000001 − 0.3, and 0.5 × (200 − 220) + 0.1.
    expect('log' in record && record.log.nets).toEqual([19_700_000_000_000_000_002n, -9_900_000_000_000_000_000n])
  })

  it('are put in order of their exit, and say so', async () => {
    const unsorted = await analysis('exit_time,net_pnl\n2024-01-03,-500\n2024-01-01,100\n2024-01-02,-100', {
      settings: THOUSAND,
    })
    expect(values(unsorted)).toMatchObject({ max_drawdown: 600 / 1100, max_consecutive_losses: 2 })
    expect(unsorted.warnings).toEqual([
      'row 2 (line 3), column exit_time: the exit is before that of the row above; trades are put in order of exit',
    ])
    expect(
      [unsorted.record.fromMs, unsorted.record.toMs].map((ms) => new Date(ms ?? 0).toISOString().slice(0, 10)),
    ).toEqual(['2024-01-01', '2024-01-03'])
  })

  it('a stated profit that its prices do not give is told', async () => {
    const text = `${header},net_pnl\n2024-01-01,2024-01-02,LONG,1,100,110,1,9\n2024-01-01,2024-01-02,LONG,1,100,110,1,8`
    const stated = await analysis(text)
    expect(values(stated)['net_pnl']).toBe(17)
    expect(stated.warnings).toEqual([
      'row 2 (line 3), column net_pnl: not what quantity, prices and fees give; the stated profit counts',
    ])
  })

  it('an exit before its entry is told', async () => {
    const text = `${header}\n2024-01-03,2024-01-02,LONG,1,100,110,1`
    expect((await analysis(text)).warnings).toEqual(['row 1 (line 2), column exit_time: the exit is before the entry'])
  })

  it('without an exit are open, left out and counted', async () => {
    const text = `${header}\n2024-01-01,2024-01-02,LONG,1,100,110,1\n2024-01-01,,LONG,1,100,,1`
    const open = await analysis(text)
    expect(values(open)['total_trades']).toBe(1)
    expect(open.notes).toContain('1 open trade is left out: no exit yet')
  })

  it('as this system’s own API answers them are read as they are', async () => {
    const trade = {
      trade_id: 't',
      direction: 'LONG',
      symbol: 'BTCUSDT',
      quantity: '0.001',
      entry_time: '2024-01-01T00:00:00.000Z',
      exit_time: '2024-01-01T01:00:00.000Z',
      entry_price: '60000',
      exit_price: '61000',
      gross_pnl: '1',
      fees: '0.121',
      realized_pnl: '0.879',
    }
    const open = { ...trade, exit_time: null, exit_price: null, fees: null, realized_pnl: null }
    const own = await analysis(JSON.stringify({ success: true, data: [trade, open] }))
    expect(own.warnings).toEqual([])
    expect(values(own)).toMatchObject({
      total_trades: 1,
      net_pnl: 0.879,
      total_fees: 0.121,
      average_duration_seconds: 3600,
    })
  })
})

describe('a backtest of freqtrade', () => {
  const trade = (over: Record<string, unknown> = {}) => ({
    pair: 'BCH/USDT',
    is_short: false,
    amount: 0.205,
    open_date: '2024-03-03 02:30:00+00:00',
    close_date: '2024-03-03 02:55:00+00:00',
    open_timestamp: 1_709_433_000_000,
    close_timestamp: 1_709_434_500_000,
    open_rate: 481.3,
    close_rate: 497.19879879879875,
    fee_open: 0.001,
    fee_close: 0.001,
    profit_abs: 3.0586615,
    orders: [{ amount: 0.205 }],
    ...over,
  })
  const result = (trades: object[]) =>
    JSON.stringify({ strategy: { Mine: { trades, starting_balance: 1000 } } }, null, 1)

  it('gives the profit that it stores', async () => {
    const short = trade({ is_short: true, profit_abs: -3.4598461 })
    const read = await analysis(result([trade(), trade({ is_short: true, profit_abs: -3.45984601 })]))
    expect(values(read)).toMatchObject({ total_trades: 2, average_duration_seconds: 1500 })
    expect(read.warnings).toEqual([])
    expect((await analysis(result([short]))).warnings).toHaveLength(1)
  })

  it('of several strategies is not added up', async () => {
    const two = JSON.stringify({ strategy: { A: { trades: [] }, B: { trades: [] } } })
    await expect(analysis(two)).rejects.toThrow('2 strategies; give one: A, B')
  })
})
