import type { ProjectionTables } from '@papertape/store'
import { describe, expect, it } from 'vitest'
import { botStateId, botStateOf } from '../src/reads/bot-view.ts'

const row: ProjectionTables['bot_states'] = {
  bot_id: 'a',
  status: 'running',
  status_reason: null,
  status_since: '2024-01-01T23:00:00.000Z',
  in_position: false,
  entry_price: null,
  stop_loss_price: null,
  take_profit_price: null,
  daily_pnl: '5',
  daily_trades_count: 2,
  last_updated_at: '2024-01-01T23:10:00.000Z',
  state_seq: 41,
  running: true,
  paused: false,
  stopped_by: null,
  stopped_reason: null,
  stopped_alarm_id: null,
  run: null,
  last_seq: 42,
  signalled: true,
  clock: '2024-01-01T23:59:00.000Z',
  opens_day: null,
  opens_count: 0,
  exit_days: { '2024-01-01': { pnl: '5', count: 2 } },
}
const live = { mode: 'live' } as const

describe('a bot’s daily figures', () => {
  it('are those of the day while it lasts', () => {
    expect(botStateOf(row, live, '2024-01-01T23:59:59.999Z')).toMatchObject({ daily_pnl: '5', daily_trades_count: 2 })
  })
  it('are those of the new day from midnight on, before the ledger’s clock has ticked', () => {
    expect(botStateOf(row, live, '2024-01-02T00:00:00.000Z')).toMatchObject({ daily_pnl: '0', daily_trades_count: 0 })
  })
  it('count what closed since midnight', () => {
    const later = { ...row, exit_days: { ...row.exit_days, '2024-01-02': { pnl: '-1', count: 1 } } }
    expect(botStateOf(later, live, '2024-01-02T00:00:01.000Z')).toMatchObject({
      daily_pnl: '-1',
      daily_trades_count: 1,
    })
  })
  it('of a replay bot are those of its own day', () => {
    expect(botStateOf(row, { mode: 'replay' }, '2026-01-01T00:00:00.000Z')).toMatchObject({ daily_pnl: '5' })
  })
  it('come from the sums by day before any clock tick', () => {
    const fresh = { ...row, clock: null, daily_pnl: '0', daily_trades_count: 0 }
    expect(botStateOf(fresh, live, '2024-01-01T12:00:00.000Z')).toMatchObject({ daily_pnl: '5', daily_trades_count: 2 })
  })
})

describe('the id of a state', () => {
  it('is the epoch and the sequence that last changed it', () => {
    expect(botStateId('e1', row, botStateOf(row, live, '2024-01-01T12:00:00.000Z'))).toBe('e1.41')
  })
  it('is another one where the day is ahead of the ledger', () => {
    expect(botStateId('e1', row, botStateOf(row, live, '2024-01-02T00:00:00.000Z'))).toBe('e1~new-day.41')
  })
})
