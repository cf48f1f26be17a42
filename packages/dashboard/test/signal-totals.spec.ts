import type { Signal } from '@papertape/client'
import { describe, expect, it } from 'vitest'
import { WrongData } from '../src/format/wrong-data.ts'
import { reasonsOf } from '../src/pages/signals/adds-up.ts'
import { isNarrowed, narrowed } from '../src/pages/signals/narrow.ts'

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

describe('a page of signals', () => {
  const row = (symbol: string | null, reason: Signal['reason']) =>
    ({ symbol, reason, outcome: reason === null ? 'ACCEPTED' : 'REJECTED' }) as Signal
  const rows = [row('BTCUSDT', null), row('ETHUSDT', 'FILTERED'), row(null, 'MALFORMED')]
  const all = { outcome: null, reason: null, symbol: [] }

  it('is whole where nothing narrows it', () => {
    expect(isNarrowed(all)).toBe(false)
    expect(narrowed(rows, all)).toEqual(rows)
  })

  it('is narrowed by outcome, reason and symbol', () => {
    expect(narrowed(rows, { ...all, outcome: 'REJECTED' })).toEqual(rows.slice(1))
    expect(narrowed(rows, { ...all, reason: 'FILTERED' })).toEqual([rows[1]])
    expect(narrowed(rows, { ...all, symbol: ['BTCUSDT'] })).toEqual([rows[0]])
  })
})
