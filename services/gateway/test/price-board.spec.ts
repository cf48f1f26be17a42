import { describe, expect, it } from 'vitest'
import { createPriceBoard } from '../src/live/price-board.ts'

const message = (seq: number, body: object, receivedAtMs = Date.parse('2024-01-01T00:00:10.000Z')) => ({
  subject: 'prices.binance.BTC%2EUSD',
  seq,
  receivedAtMs,
  text: () => JSON.stringify(body),
})

describe('the price board', () => {
  it('holds the last accepted price of an instrument', () => {
    const board = createPriceBoard()
    board.heard(message(1, { price: 100 }))
    board.heard(message(2, { price: '101.50', time: '2024-01-01T00:00:10.000Z' }))
    expect(board.quote('binance', 'BTC.USD')).toEqual({
      price: '101.5',
      time: '2024-01-01T00:00:10.000Z',
      receivedAtMs: Date.parse('2024-01-01T00:00:10.000Z'),
      seq: 2,
    })
    expect(board.quote('binance', 'BTCUSD')).toBeNull()
  })
  it.each([
    ['seen already', message(1, { price: 101 })],
    ['older', message(2, { price: 101, time: '2024-01-01T00:00:09.999Z' })],
    ['from the future', message(2, { price: 101, time: '2024-01-01T00:01:10.001Z' })],
    ['no price', message(2, { price: 0 })],
    ['no object', message(2, [])],
  ])('ignores a price that is %s', (_why, ignored) => {
    const board = createPriceBoard()
    board.heard(message(1, { price: 100 }))
    expect(board.heard(ignored)).toBe(false)
    expect(board.quote('binance', 'BTC.USD')?.price).toBe('100')
  })
  it('forgets what nobody wants', () => {
    const board = createPriceBoard()
    board.heard(message(1, { price: 100 }))
    board.keep(new Set(['prices.binance.ETHUSD']))
    expect(board.quote('binance', 'BTC.USD')).toBeNull()
  })
})
