import { describe, expect, it } from 'vitest'
import type { Problem } from '../src/http/problem.ts'
import { readQuery } from '../src/http/read-request.ts'
import { tradeQuery } from '../src/reads/trade-filters.ts'

const read = (query: Record<string, unknown>) => readQuery(tradeQuery, query)
const faults = (query: Record<string, unknown>) => {
  try {
    return read(query)
  } catch (error) {
    return (error as Problem).errors.map(({ pointer, code }) => `${pointer} ${code}`)
  }
}

describe('the filters of the list of trades', () => {
  it('default to 50 of everything', () => {
    expect(read({})).toEqual({ limit: 50 })
  })
  it('take lists with commas or repeated, in any letter case where the values are ours', () => {
    expect(
      read({ symbol: 'BTCUSDT,ETHUSDT', direction: ['long', 'Short'], status: 'closed,open', mode: 'DEMO' }),
    ).toEqual({
      symbol: ['BTCUSDT', 'ETHUSDT'],
      direction: ['LONG', 'SHORT'],
      status: ['CLOSED', 'OPEN'],
      mode: 'demo',
      limit: 50,
    })
  })
  it('keep the letter case of symbols', () => {
    expect(read({ symbol: 'btcusdt' }).symbol).toEqual(['btcusdt'])
  })
  it.each([
    ['2024-01-01', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01T02:00:00+02:00', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01T02:00:00 02:00', '2024-01-01T00:00:00.000Z'],
    ['2024-01-01T00:00:00.087Z', '2024-01-01T00:00:00.087Z'],
  ])('read %s as an instant', (given, instant) => {
    expect(read({ from: given }).from).toBe(instant)
  })
  it('include the day that a period ends with', () => {
    expect(read({ to: '2024-02-29' }).to).toBe('2024-03-01T00:00:00.000Z')
  })
  it.each(['0', '501', '-1', '1.5', '1e2', '', 'NaN', '99999999999999999999'])('refuse a limit of %j', (limit) => {
    expect(faults({ limit })).toEqual([expect.stringMatching(/^\/limit /)])
  })
  it.each([
    [{ nope: '1' }, '/nope unknown_parameter'],
    [{ limit: ['1', '2'] }, '/limit invalid_type'],
    [{ bot_id: 'a b' }, '/bot_id invalid_format'],
    [{ bot_id: '@live' }, '/bot_id invalid_format'],
    [{ mode: 'paper' }, '/mode invalid_value'],
    [{ status: 'WAITING' }, '/status/0 invalid_value'],
    [{ from: '2024-01-01T00:00:00' }, '/from custom'],
    [{ from: '2024-02-30' }, '/from custom'],
    [{ to: 'yesterday' }, '/to custom'],
    [{ min_confidence: '1.1' }, '/min_confidence invalid_format'],
    [{ min_confidence: '-0' }, '/min_confidence invalid_format'],
    [{ symbol: '' }, '/symbol/0 too_small'],
  ])('refuse %j and name it', (query, fault) => {
    expect(faults(query)).toEqual([fault])
  })
  it('name every parameter at fault at once', () => {
    expect(faults({ limit: '0', mode: 'x', a: '1', b: '2' })).toHaveLength(4)
  })
  it('pass a NUL on as the projection stores it', () => {
    expect(read({ symbol: 'A\0B' }).symbol).toEqual(['A\uE0000000B'])
  })
})
