import { describe, expect, it } from 'vitest'
import { pagePlace, pageText } from '../src/route/paging.ts'

const filters = JSON.stringify({ bot_id: 'momentum', from: '7d' })

describe('a page in the address', () => {
  it('comes back as it was named', () => {
    const place = { cursor: 'WyJhIiwxXQ', from: '2026-11-01T00:00:00.000Z' }
    expect(pagePlace(pageText(filters, place), filters)).toEqual(place)
    expect(pagePlace(pageText(filters, { cursor: 'x', from: null }), filters)).toEqual({ cursor: 'x', from: null })
  })

  it('is the first one where the filters have become others', () => {
    const text = pageText(filters, { cursor: 'WyJhIiwxXQ', from: null })
    expect(pagePlace(text, JSON.stringify({ bot_id: 'reversion', from: '7d' }))).toBeNull()
  })

  it('is the first one where the address names none, or rubbish', () => {
    for (const text of [null, '', '~', 'rubbish', '~~x']) expect(pagePlace(text, filters)).toBeNull()
  })
})
