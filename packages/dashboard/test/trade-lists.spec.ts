import { describe, expect, it } from 'vitest'
import { cumulativePnl } from '../src/pages/history/cumulative.ts'
import { matchesFilters, newestFirst, statusFilter } from '../src/pages/history/trade-query.ts'
import { exportAddress } from '../src/route/export-address.ts'
import { aTrade } from './samples.ts'

describe('the cumulative result of the rows shown', () => {
  it('goes by the time of exit, whatever the order of the rows', () => {
    const rows = [
      aTrade({ trade_id: 'late', exit_time: '2026-11-03T00:00:00.000Z', realized_pnl: '0.3' }),
      aTrade({ trade_id: 'early', exit_time: '2026-11-01T00:00:00.000Z', realized_pnl: '0.1' }),
      aTrade({ trade_id: 'middle', exit_time: '2026-11-02T00:00:00.000Z', realized_pnl: '0.2' }),
    ]
    expect(Object.fromEntries(cumulativePnl(rows))).toEqual({ early: '0.1', middle: '0.3', late: '0.6' })
  })

  it('leaves out trades that are not closed', () => {
    const open = aTrade({ trade_id: 'open', status: 'OPEN', exit_time: null, realized_pnl: null })
    expect([...cumulativePnl([open, aTrade()]).keys()]).toEqual(['t1'])
  })
})

describe('a trade that the feed told of', () => {
  const fits = (filters: Parameters<typeof matchesFilters>[0], trade = aTrade(), mode: string | null = 'live') =>
    matchesFilters(filters, mode)(trade)

  it('fits where no filter is set, and never in a list of another mode', () => {
    expect(fits({})).toBe(true)
    expect(fits({}, aTrade(), 'demo')).toBe(false)
  })

  it('is judged by each filter as REST judges it', () => {
    expect(fits({ symbol: ['ETHUSDT'] })).toBe(false)
    expect(fits({ symbol: ['ETHUSDT', 'BTCUSDT'] })).toBe(true)
    expect(fits({ strategy: ['breakout'] }, aTrade({ strategy: null }))).toBe(false)
    expect(fits({ direction: ['SHORT'] })).toBe(false)
    expect(fits({ bot_id: 'reversion' })).toBe(false)
    expect(fits({ min_confidence: 0.7 })).toBe(true)
    expect(fits({ min_confidence: 0 }, aTrade({ confidence: null }))).toBe(false)
  })

  it('is of a period from its start on and, for days, with the last of them', () => {
    expect(fits({ from: '2026-11-01' })).toBe(true)
    expect(fits({ from: '2026-11-01T10:00:00.001Z' })).toBe(false)
    expect(fits({ to: '2026-11-01' })).toBe(true)
    expect(fits({ to: '2026-11-01T10:00:00.000Z' })).toBe(false)
  })

  it('is closed by any of the reasons, or by the one asked for', () => {
    expect(fits({ status: ['CLOSED'] })).toBe(true)
    expect(fits({ status: ['CLOSED_SL'] })).toBe(false)
    expect(fits({ status: ['CLOSED'] }, aTrade({ status: 'OPEN' }))).toBe(false)
    expect(fits({ status: ['CLOSED'] }, aTrade({ status: 'NOT_ENTERED' }))).toBe(false)
  })

  it('stands before trades that opened earlier, and by the ledger among those of one moment', () => {
    const later = aTrade({ entry_time: '2026-11-02T00:00:00.000Z' })
    expect([aTrade(), later].toSorted(newestFirst)[0]).toBe(later)
    const second = aTrade({ accepted_seq: 11 })
    expect([aTrade(), second].toSorted(newestFirst)[0]).toBe(second)
  })
})

describe('the list of trades', () => {
  it('is of closed trades unless the address says another status', () => {
    expect(statusFilter(null)).toBe('CLOSED')
    expect(statusFilter('CLOSED_SL')).toBe('CLOSED_SL')
    expect(statusFilter('any')).toBeNull()
    expect(statusFilter('rubbish')).toBe('CLOSED')
  })

  it('is exported with the filters it has', () => {
    expect(exportAddress('trades', { bot_id: 'momentum', symbol: ['A', 'B'], min_confidence: 0.5 }, 'xlsx')).toBe(
      '/api/v1/exports/trades?bot_id=momentum&symbol=A&symbol=B&min_confidence=0.5&format=xlsx',
    )
  })
})
