import { aCloseRequest, aClosingStop, anAcceptedSignal } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { isoWeekOf } from '../src/iso-week.ts'
import { givenHistory } from './given-history.ts'

const NEXT_TICK = {
  entry: 'next_tick',
  taker_fee_rate: '0.001',
  slippage_bps: '0',
  max_entry_deviation_pct: '2',
  require_levels: true,
} as const

describe('trades', () => {
  it('go from accepted over open to closed, with amounts to the last digit', () => {
    const history = givenHistory()
    history.register()
    history.at('10:00')
    history.signal({ strategy: 'trend', confidence: 0.7 })
    expect(history.rows('trades')).toMatchObject([
      {
        status: 'OPEN',
        quantity: '1',
        entry_fee: '0.1',
        fees: '0.1',
        entry_seq: 3,
        opened_at: '2024-01-01T10:00:00.000Z',
      },
    ])
    expect(history.rows('unfinished_trade_facts').map(({ event }) => JSON.parse(event).type)).toEqual([
      'signal.accepted',
      'fill.recorded',
    ])
    history.at('10:01:30')
    history.tick('94')
    expect(history.rows('trades')).toMatchObject([
      {
        status: 'CLOSED_SL',
        exit_price: '94',
        gross_pnl: '-6',
        exit_fee: '0.094',
        fees: '0.194',
        realized_pnl: '-6.194',
        realized_pnl_pct: '-6.194',
        duration_seconds: 90,
        strategy: 'trend',
        confidence: 0.7,
        accepted_seq: 2,
        exit_seq: 4,
      },
    ])
    expect(history.rows('unfinished_trade_facts')).toEqual([])
  })

  it('wait for their tick, and are listed where they were missed', () => {
    const history = givenHistory()
    history.register()
    history.signal({ policy: NEXT_TICK })
    expect(history.rows('trades')).toMatchObject([{ status: 'WAITING', entry_price: null, fees: null }])
    history.at('10:00')
    history.tick('120')
    expect(history.rows('trades')).toMatchObject([
      { status: 'NOT_ENTERED', missed_reason: 'TAKE_PROFIT', opened_at: '2024-01-01T10:00:00.000Z', exit_seq: 3 },
    ])
    expect(history.rows('trade_totals')).toMatchObject([
      { scope: 'bot', not_entered: 1, open_positions: 0 },
      { scope: '@live', not_entered: 1 },
    ])
  })

  it('keep their first exit when the ledger holds a second one', () => {
    const history = givenHistory()
    history.register()
    history.signal()
    history.tick('110')
    const [trade] = history.rows('trades')
    const exit = history.facts.at(-1)
    if (exit?.type !== 'fill.recorded') throw new Error('no exit')
    history.record({ ...exit, data: { ...exit.data, price: '1' } })
    expect(history.rows('trades')).toEqual([trade])
    expect(history.rows('trade_totals')).toMatchObject([{ winning_trades: 1 }, { winning_trades: 1 }])
    expect(history.rows('kpi_current').map(({ snapshot }) => JSON.parse(snapshot).total_trades)).toEqual([1, 1])
    expect(history.state()).toMatchObject({ last_seq: history.seq, daily_trades_count: 1 })
  })
})

describe('pending closes', () => {
  it('stay until the last trade they are meant for has ended', () => {
    const history = givenHistory()
    history.register()
    const first = history.signal()
    const second = history.signal()
    history.signal({ direction: 'SHORT', take_profit: '80', stop_loss: '120' })
    history.signal({ symbol: 'ETHUSDT' })
    history.signal({ action: 'CLOSE', direction: 'LONG', entry_price: null, trade_id: null })
    expect(history.rows('pending_closes').map(({ trade_ids }) => JSON.parse(trade_ids))).toEqual([
      [first.data.trade_id, second.data.trade_id],
    ])
    history.tick('101')
    expect(history.rows('pending_closes')).toEqual([])
    expect(history.rows('trades').map(({ status }) => status)).toEqual([
      'CLOSED_SIGNAL',
      'CLOSED_SIGNAL',
      'OPEN',
      'OPEN',
    ])
  })

  it('are kept of what operators and alarms ask for, each with its own trades, and name what they ended', () => {
    const history = givenHistory()
    history.register()
    const one = history.signal()
    const two = history.signal()
    const waiting = history.signal({ symbol: 'ETHUSDT' })
    const elsewhere = anAcceptedSignal({ bot_id: 'other' })
    const asked = aCloseRequest(one.data.trade_id ?? '', 0)
    const askedSeq = history.order(asked)
    const stopSeq = history.order(aClosingStop('a1', 0))
    history.order(aCloseRequest(elsewhere.data.trade_id ?? '', 0))
    const ids = (trades: (typeof one)[]) => trades.map(({ data }) => data.trade_id)
    expect(history.rows('pending_closes').map(({ trade_ids }) => JSON.parse(trade_ids))).toEqual([
      ids([one]),
      ids([one, two, waiting]),
    ])
    history.tick('101')
    expect(history.rows('pending_closes').map(({ trade_ids }) => JSON.parse(trade_ids))).toEqual([ids([waiting])])
    expect(history.rows('trades').map(({ status, close_seq, closed_by }) => [status, close_seq, closed_by])).toEqual([
      ['CLOSED_MANUAL', askedSeq, null],
      ['CLOSED_MANUAL', stopSeq, null],
      ['OPEN', null, null],
    ])
  })

  it('are not kept when they match nothing', () => {
    const history = givenHistory()
    history.register()
    history.signal()
    history.signal({ action: 'CLOSE', direction: null, entry_price: null, trade_id: null, opens_signal_id: 'other' })
    expect(history.rows('pending_closes')).toEqual([])
  })
})

describe('signals', () => {
  it('hold what was sent of a refused one, and whether its id is used up', () => {
    const history = givenHistory()
    history.register()
    history.reject({ received: { symbol: 'X'.repeat(300), entry_price: 7, direction: ['LONG'], confidence: 'high' } })
    history.reject({ reason: 'DUPLICATE' })
    history.reject({ reason: 'MALFORMED', signal_id: null, received: null })
    expect(history.rows('signals')).toMatchObject([
      {
        outcome: 'REJECTED',
        uses_id: true,
        symbol: 'X'.repeat(128),
        entry_price: '7',
        direction: null,
        confidence: null,
      },
      { reason: 'DUPLICATE', uses_id: false },
      { reason: 'MALFORMED', uses_id: false, signal_id: null },
    ])
  })

  it('of nobody’s bots are counted apart and are never public', () => {
    const history = givenHistory()
    history.reject({ reason: 'UNKNOWN_BOT', bot_token: 'ghost', mode: null }, '@unknown')
    expect(history.rows('signals')).toMatchObject([
      { bot_id: '@unknown', bot_token: 'ghost', public: false, mode: null },
    ])
    expect(history.rows('signal_totals')).toEqual([
      { scope: '@unknown', outcome: 'REJECTED', reason: 'UNKNOWN_BOT', count: 1 },
    ])
  })

  it('of private bots count in no portfolio', () => {
    const history = givenHistory()
    history.register({ public: false })
    history.signal()
    expect(history.rows('signal_totals').map(({ scope }) => scope)).toEqual(['bot'])
    expect(history.rows('trade_totals').map(({ scope }) => scope)).toEqual(['bot'])
    expect(history.rows('kpi_current').map(({ scope }) => scope)).toEqual(['bot'])
  })
})

describe('inputs', () => {
  it('are the highest of the newest epoch', () => {
    const history = givenHistory()
    history.register()
    const input = { stream: 'SIGNALS' as const, epoch: 'e1', seq: 9, received_at: '2024-01-01T00:00:00.000Z' }
    history.reject({ input })
    history.reject({ input: { ...input, seq: 3 } })
    expect(history.rows('inputs')).toEqual([{ partition: 0, signals_epoch: 'e1', answered_seq: 9 }])
    history.reject({ input: { ...input, epoch: 'e2', seq: 1 } })
    expect(history.rows('inputs')).toEqual([{ partition: 0, signals_epoch: 'e2', answered_seq: 1 }])
  })
})

describe('breakdowns', () => {
  it('are by the exit’s day, ISO week and month, and by what the trade was', () => {
    const history = givenHistory()
    history.register()
    history.signal({ strategy: null })
    history.at('2024-12-30T10:00:00.000Z')
    history.tick('110')
    const own = history.rows('breakdowns').filter(({ scope }) => scope === 'bot')
    expect(own.map(({ dimension, value }) => [dimension, value])).toEqual([
      ['day', '2024-12-30'],
      ['week', '2025-W01'],
      ['month', '2024-12'],
      ['hour', '10'],
      ['weekday', '1'],
      ['symbol', 'BTCUSDT'],
      ['direction', 'LONG'],
      ['strategy', null],
      ['market_type', 'SPOT'],
      ['exit_reason', 'CLOSED_TP'],
    ])
    for (const slice of own)
      expect(slice).toMatchObject({ trades: 1, winning_trades: 1, realized_pnl: '9.79', fees: '0.21' })
  })

  it.each([
    ['2024-01-01', '2024-W01'],
    ['2023-01-01', '2022-W52'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
  ])('know that %s is in %s', (day, week) => expect(isoWeekOf(day)).toBe(week))
})

describe('alarms', () => {
  const data = {
    alarm_id: 'a1',
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
    level: 'WARNING',
    message: 'm',
    current_value: 16.5,
    threshold_value: 15,
    kpi_seq: 1,
    recommended_action: 'look',
  } as const
  const { recommended_action: _, ...cleared } = data

  it('are raised, escalated, cleared and seen, also long after', () => {
    const history = givenHistory()
    history.register()
    history.at('10:00')
    history.record({ ...history.fact('alarm.raised'), data })
    history.at('10:05')
    const worse = { ...data, level: 'EMERGENCY', current_value: 21, previous_level: 'WARNING' } as const
    history.record({ ...history.fact('alarm.escalated'), data: worse })
    expect(history.rows('alarms')).toMatchObject([
      {
        level: 'EMERGENCY',
        raised_at: '2024-01-01T10:00:00.000Z',
        updated_at: '2024-01-01T10:05:00.000Z',
        cleared_at: null,
      },
    ])
    history.at('10:30')
    history.record({ ...history.fact('alarm.cleared'), data: { ...cleared, current_value: 10 } })
    history.at('11:00')
    history.record({ ...history.fact('alarm.acknowledged'), data: { alarm_id: 'a1', by: 'ann', reason: null } })
    expect(history.rows('alarms')).toMatchObject([
      {
        level: 'EMERGENCY',
        current_value: 10,
        cleared_at: '2024-01-01T10:30:00.000Z',
        acknowledged_at: '2024-01-01T11:00:00.000Z',
        acknowledged_by: 'ann',
        raised_seq: 2,
      },
    ])
  })
})

describe('marks and the clock', () => {
  it('keep the newest of each instrument and run', () => {
    const history = givenHistory()
    history.register()
    history.clock('10:00')
    history.marks('100', '09:59')
    history.clock('10:01')
    history.marks('101', '10:00:30')
    history.marks('7', '10:00:30', 'r1')
    expect(history.rows('marks')).toMatchObject([
      { run: null, price: '101', time: '2024-01-01T10:00:30.000Z', minute: '2024-01-01T10:01:00.000Z', marked_seq: 5 },
      { run: 'r1', price: '7' },
    ])
    expect(history.rows('clock')).toEqual([{ name: 'clock', minute: '2024-01-01T10:01:00.000Z', ledger_seq: 4 }])
  })
})

describe('the history of figures', () => {
  it('takes a second run of a replay bot, whose clock is years back, as it comes', () => {
    const history = givenHistory()
    history.register({ mode: 'replay' })
    for (const [index, [run, time]] of [
      ['run-1', '2024-01-01T10:00:00.000Z'],
      ['run-1', '2024-01-03T10:00:00.000Z'],
      ['run-2', '2023-12-31T10:00:00.000Z'],
      ['run-2', '2024-01-01T10:00:30.000Z'],
      ['run-2', '2024-01-05T10:00:00.000Z'],
    ].entries()) {
      history.at(time ?? '')
      history.signal({ mode: 'replay', run: run ?? null, signal_id: `r${index}` })
    }
    const days = history.rows('kpi_days').filter(({ scope }) => scope === 'bot')
    expect(days.map(({ time, ledger_seq }) => [time.slice(0, 10), ledger_seq])).toEqual([
      ['2024-01-01', 9],
      ['2023-12-31', 7],
    ])
    expect(history.rows('kpi_minutes').filter(({ scope }) => scope === 'bot')).toEqual([])
  })
})
