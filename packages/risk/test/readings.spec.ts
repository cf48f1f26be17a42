import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { foldKpi, initialKpi } from '@papertape/metrics'
import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import { describe, expect, it } from 'vitest'
import { readingsOf } from '../src/readings.ts'

const DAY = 24 * 60

const readingsAfter = (...facts: readonly LedgerEvent[]) => {
  const kpi = initialKpi(botRegisteredOf(aRegistration({ initial_capital: '1000' })), 1)
  for (const [index, fact] of facts.entries()) foldKpi(kpi, fact, index + 2)
  return readingsOf(kpi)
}

/** So many closed trades of 100 that end at a price, one a minute. */
const closed = (count: number, exit: string, from = 0): LedgerEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const trade = aTrade({ signal_id: `s${from + index}`, fee_rate: '0', at: minute(from + index) })
    return [trade.entry, trade.exit(exit, minute(from + index))]
  }).flat()

describe('what alarms see', () => {
  it('is nothing of a win rate and a profit factor before ten closed trades', () => {
    expect(readingsAfter(...closed(9, '99'))).toMatchObject({ LOW_WIN_RATE: null, PROFIT_FACTOR_LOW: null })
    expect(readingsAfter(...closed(10, '99'))).toMatchObject({ LOW_WIN_RATE: 0, PROFIT_FACTOR_LOW: 0 })
  })

  it('is nothing of a profit factor without a loss', () => {
    expect(readingsAfter(...closed(12, '101'))).toMatchObject({ LOW_WIN_RATE: 100, PROFIT_FACTOR_LOW: null })
  })

  it('is the loss of the day, of which a gain is none', () => {
    const { entry } = aTrade({ position_size: '1000', fee_rate: '0' })
    expect(readingsAfter(entry, marksAt(minute(1), { BTCUSDT: '95' })).DAILY_LOSS_LIMIT).toBe(5)
    expect(readingsAfter(entry, marksAt(minute(1), { BTCUSDT: '105' })).DAILY_LOSS_LIMIT).toBe(0)
  })

  it('is nothing of a Sharpe ratio before thirty daily returns', () => {
    const { entry } = aTrade({ position_size: '1000', fee_rate: '0' })
    const days = (count: number): LedgerEvent[] =>
      Array.from({ length: count }, (_, index) => [
        marksAt(minute(index * DAY + 1), { BTCUSDT: String(index % 2 === 0 ? 101 : 100) }),
        clockAt(minute((index + 1) * DAY)),
      ]).flat()
    expect(readingsAfter(entry, ...days(29)).SHARPE_DEGRADATION).toBeNull()
    expect(readingsAfter(entry, ...days(30)).SHARPE_DEGRADATION).toEqual(expect.any(Number))
  })
})
