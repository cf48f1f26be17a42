import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../src/http/cursor.ts'

const key = z.tuple([z.string(), z.int()])
const filters = { bot_id: 'a', limit: undefined, symbol: ['BTCUSDT'] }
const cursor = encodeCursor('trades', filters, ['2024-01-01T00:00:00.000Z', 7])

describe('a cursor', () => {
  it('means the key it was made of', () => {
    expect(decodeCursor('trades', filters, key, cursor)).toEqual(['2024-01-01T00:00:00.000Z', 7])
  })
  it('does not depend on the order in which filters were named', () => {
    expect(decodeCursor('trades', { symbol: ['BTCUSDT'], bot_id: 'a' }, key, cursor)).toHaveLength(2)
  })
  it.each([
    ['another list', () => decodeCursor('signals', filters, key, cursor)],
    ['other filters', () => decodeCursor('trades', { ...filters, bot_id: 'b' }, key, cursor)],
    ['a key of another shape', () => decodeCursor('trades', filters, z.tuple([z.int()]), cursor)],
    ['no JSON', () => decodeCursor('trades', filters, key, 'abc')],
    ['no base64', () => decodeCursor('trades', filters, key, '%%%')],
    ['JSON that is no list', () => decodeCursor('trades', filters, key, Buffer.from('{}').toString('base64url'))],
  ])('is refused for %s', (_why, decode) => {
    expect(decode).toThrow(expect.objectContaining({ code: 'invalid-cursor' }))
  })
})
