import type { EventOf } from '@papertape/events'
import { anAcceptedSignal } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { givenHistory } from './given-history.ts'

const NEXT_TICK = {
  entry: 'next_tick',
  taker_fee_rate: '0',
  slippage_bps: '0',
  max_entry_deviation_pct: '2',
  require_levels: true,
} as const

describe('a bot’s state', () => {
  it('is pending until its first signal, then running', () => {
    const history = givenHistory()
    history.register()
    expect(history.state()).toMatchObject({ status: 'pending', in_position: false, state_seq: 1, running: true })
    history.reject()
    expect(history.state()).toMatchObject({ status: 'running', state_seq: 2, last_seq: 2 })
  })

  it('runs, and does not wait, between an acceptance at the signal’s own price and its fill', () => {
    const history = givenHistory()
    history.register()
    const bare = anAcceptedSignal({ accepted_at: '2024-01-01T00:00:00.000Z' })
    history.record(bare)
    expect(history.state()).toMatchObject({ status: 'running', status_reason: null, in_position: false })
    const next = anAcceptedSignal({ signal_id: 's2', policy: NEXT_TICK })
    history.record(next)
    expect(history.state()).toMatchObject({ status: 'waiting', status_reason: 'ENTRY_AWAITS_TICK' })
  })

  it('tells why its status is what it is, and since when', () => {
    const history = givenHistory()
    const seen = () => {
      const { status, status_reason, status_since } = history.state() ?? {}
      return [status, status_reason, status_since?.slice(11, 16)]
    }
    const stop = (data: Partial<EventOf<'bot.stopped'>['data']>) =>
      history.record({
        ...history.fact('bot.stopped'),
        data: { by: 'operator', reason: null, alarm_id: null, ...data },
      })
    history.register()
    expect(seen()).toEqual(['pending', 'NO_SIGNAL_YET', '00:00'])
    history.clock('10:00')
    history.signal()
    expect(seen()).toEqual(['running', null, '10:00'])
    history.clock('10:06')
    expect(seen()).toEqual(['error', 'PRICES_STALE', '10:06'])
    history.clock('10:07')
    expect(seen()).toEqual(['error', 'PRICES_STALE', '10:06'])
    stop({ paused: true })
    expect(seen()).toEqual(['stopped', 'PAUSED_BY_OPERATOR', '10:07'])
    expect(history.state()).toMatchObject({ running: false, paused: true })
    history.at('10:08')
    stop({})
    expect(seen()).toEqual(['stopped', 'STOPPED_BY_OPERATOR', '10:08'])
    expect(history.state()).toMatchObject({ running: false, paused: false })
    history.at('10:09')
    stop({ by: 'alarm', alarm_id: 'a1' })
    expect(seen()).toEqual(['stopped', 'STOPPED_BY_ALARM', '10:09'])
  })

  it('waits while an entry waits for its tick, then shows the levels of the newest open trade', () => {
    const history = givenHistory()
    history.register()
    history.signal({ policy: NEXT_TICK })
    expect(history.state()).toMatchObject({ status: 'waiting', in_position: false, entry_price: null })
    history.tick('101')
    expect(history.state()).toMatchObject({
      status: 'running',
      in_position: true,
      entry_price: '101',
      stop_loss_price: '95',
      take_profit_price: '110',
    })
    history.signal({ entry_price: '102', take_profit: '130', stop_loss: '90' })
    expect(history.state()).toMatchObject({ entry_price: '102', take_profit_price: '130' })
  })

  it('falls back to the trade entered before when the newest one closes', () => {
    const history = givenHistory()
    history.register()
    history.signal({ take_profit: '200' })
    history.signal({ entry_price: '102' })
    history.tick('110')
    expect(history.state()).toMatchObject({ in_position: true, entry_price: '100', take_profit_price: '200' })
    history.tick('200')
    expect(history.state()).toMatchObject({ in_position: false, entry_price: null, stop_loss_price: null })
  })

  it('changes its time and sequence with what it shows only', () => {
    const history = givenHistory()
    history.register()
    history.reject()
    const { state_seq, last_updated_at } = history.state() ?? {}
    history.at('10:00')
    history.reject()
    history.clock('10:01')
    expect(history.state()).toMatchObject({ state_seq, last_updated_at, last_seq: 3 })
  })

  it('counts trades closed since midnight, and starts anew at the clock’s midnight', () => {
    const history = givenHistory()
    history.register()
    history.clock('23:58')
    history.signal()
    history.tick('110')
    const { daily_pnl } = history.state() ?? {}
    expect(history.state()).toMatchObject({ daily_trades_count: 1, daily_pnl: '9.79' })
    history.at('2024-01-02T00:00:00.500Z')
    history.signal()
    history.tick('110') // behind midnight, before the clock has said so: it counts in the day to come
    expect(history.state()).toMatchObject({ daily_trades_count: 1, daily_pnl })
    history.clock('2024-01-02T00:00:00.000Z')
    expect(history.state()).toMatchObject({
      daily_trades_count: 1,
      daily_pnl: '9.79',
      last_updated_at: expect.any(String),
    })
    history.clock('2024-01-03T00:00:00.000Z')
    expect(history.state()).toMatchObject({ daily_trades_count: 0, daily_pnl: '0' })
  })

  it('is an error while it holds a trade whose price is older than five minutes', () => {
    const history = givenHistory()
    history.register()
    history.clock('10:00')
    history.signal()
    history.clock('10:05')
    expect(history.state()?.status).toBe('running')
    history.clock('10:06')
    expect(history.state()?.status).toBe('error')
    history.marks('100', '10:05:59')
    expect(history.state()?.status).toBe('running')
    history.clock('10:11')
    expect(history.state()?.status).toBe('error')
    history.tick('110')
    expect(history.state()).toMatchObject({ status: 'running', in_position: false })
  })

  it('of a stopped bot is stopped, with who did it', () => {
    const history = givenHistory()
    history.register()
    history.record({ ...history.fact('bot.stopped'), data: { by: 'alarm', reason: 'enough', alarm_id: 'a1' } })
    expect(history.state()).toMatchObject({
      status: 'stopped',
      running: false,
      stopped_by: 'alarm',
      stopped_alarm_id: 'a1',
    })
    history.record({ ...history.fact('bot.started'), data: { by: 'operator', reason: null } })
    expect(history.state()).toMatchObject({
      status: 'pending',
      running: true,
      stopped_by: null,
      stopped_alarm_id: null,
    })
  })

  it('of a replay bot lives by the marks of its own run', () => {
    const history = givenHistory()
    history.register({ mode: 'replay' })
    history.at('12:00')
    history.signal({ mode: 'replay', run: 'r1' })
    history.tick('110')
    history.signal({ mode: 'replay', run: 'r1' })
    expect(history.state()).toMatchObject({ run: 'r1', daily_trades_count: 1 })
    history.clock('2024-06-01T00:00:00.000Z')
    history.marks('100', '12:00', 'another')
    expect(history.state()).toMatchObject({ daily_trades_count: 1 })
    history.at('2024-01-02T00:01:00.000Z')
    history.marks('100', '2024-01-02T00:00:59.000Z', 'r1')
    expect(history.state()).toMatchObject({ daily_trades_count: 0, daily_pnl: '0', status: 'running' })
  })

  it('counts accepted OPEN signals of the newest day', () => {
    const history = givenHistory()
    history.register()
    history.signal()
    history.signal()
    history.signal({ action: 'CLOSE', direction: null, entry_price: null, trade_id: null })
    expect(history.state()).toMatchObject({ opens_day: '2024-01-01', opens_count: 2 })
    history.at('2024-01-02T00:00:00.000Z')
    history.signal()
    expect(history.state()).toMatchObject({ opens_day: '2024-01-02', opens_count: 1 })
  })
})
