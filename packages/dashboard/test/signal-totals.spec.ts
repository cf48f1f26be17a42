import type { Signal } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { WrongData } from '../src/format/wrong-data.ts'
import { reasonsOf } from '../src/pages/signals/adds-up.ts'
import { matchesSignal, signalFilters } from '../src/pages/signals/signal-query.ts'

describe('totals of signals', () => {
  const totals = { received: 10, accepted: 7, rejected: 3, by_reason: { DUPLICATE: 1, FILTERED: 2 } }

  it('come with the most frequent reason first', () => {
    expect(reasonsOf(totals)).toEqual([
      { reason: 'FILTERED', count: 2 },
      { reason: 'DUPLICATE', count: 1 },
    ])
  })

  it('are an error and no numbers where they do not add up', () => {
    expect(() => reasonsOf({ ...totals, received: 11 })).toThrow(WrongData)
    expect(() => reasonsOf({ ...totals, by_reason: { FILTERED: 2 } })).toThrow(WrongData)
  })
})

describe('the list of signals', () => {
  const none = { outcome: null, reason: null, symbol: [] }

  it('is narrowed by what the address says and signals can be', () => {
    expect(signalFilters({ bot_id: 'a' }, none)).toEqual({ bot_id: 'a' })
    expect(signalFilters({ bot_id: 'a', as_of: '12' }, none)).toEqual({ bot_id: 'a', as_of: '12' })
    expect(signalFilters({}, { outcome: 'REJECTED', reason: 'FILTERED', symbol: ['BTCUSDT'] })).toEqual({
      outcome: 'REJECTED',
      reason: ['FILTERED'],
      symbol: ['BTCUSDT'],
    })
    expect(signalFilters({}, { ...none, outcome: 'MAYBE', reason: '__proto__' })).toEqual({})
  })

  // Of a signal only what filters look at.
  const row = (changes: Partial<Signal>) =>
    ({ bot_id: 'a', mode: 'live', symbol: 'BTCUSDT', outcome: 'ACCEPTED', reason: null, ...changes }) as Signal
  const rejected = row({ outcome: 'REJECTED', reason: 'FILTERED' })
  const ofNobody = row({ bot_id: '@unknown', mode: null, outcome: 'REJECTED', reason: 'UNKNOWN_BOT' })

  it('takes from the feed what fits its filters', () => {
    expect(matchesSignal({}, 'live')(rejected)).toBe(true)
    expect(matchesSignal({}, 'demo')(rejected)).toBe(false)
    expect(matchesSignal({ bot_id: 'b' }, 'live')(rejected)).toBe(false)
    expect(matchesSignal({ outcome: 'ACCEPTED' }, 'live')(rejected)).toBe(false)
    expect(matchesSignal({ reason: ['FILTERED'] }, 'live')(rejected)).toBe(true)
    expect(matchesSignal({ reason: ['FILTERED'] }, 'live')(row({}))).toBe(false)
    expect(matchesSignal({ symbol: ['ETHUSDT'] }, 'live')(rejected)).toBe(false)
  })

  it('shows signals for bots nobody registered beside live and demo bots, and for no bot alone', () => {
    expect(matchesSignal({}, 'live')(ofNobody)).toBe(true)
    expect(matchesSignal({}, 'demo')(ofNobody)).toBe(true)
    expect(matchesSignal({}, 'replay')(ofNobody)).toBe(false)
    expect(matchesSignal({ bot_id: 'a' }, 'live')(ofNobody)).toBe(false)
  })
})
