import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'

const scopeAt = async (query: string) => {
  openPage(`/bot-performance?${query}`)
  return import('../src/route/scope.ts')
}

describe('the period', () => {
  const now = Date.parse('2026-11-21T20:00:00.000Z')

  it('begins so many hours ago, with the UTC year, or never', async () => {
    const { startOf } = await scopeAt('')
    expect(startOf('24h', now)).toBe('2026-11-20T20:00:00.000Z')
    expect(startOf('7d', now)).toBe('2026-11-14T20:00:00.000Z')
    expect(startOf('90d', now)).toBe('2026-08-23T20:00:00.000Z')
    expect(startOf('ytd', now)).toBe('2026-01-01T00:00:00.000Z')
    expect(startOf('all', now)).toBeNull()
  })

  it('is all of the record unless somebody chose another, and what is no range is none', async () => {
    for (const query of ['', 'range=never', 'range=']) {
      const { range, period } = await scopeAt(query)
      expect([range.value, period.value]).toEqual(['all', {}])
    }
  })

  it('has the ends that the address names', async () => {
    const { range, period } = await scopeAt('from=2026-01-05&to=2026-02-01&range=7d')
    expect([range.value, period.value]).toEqual(['custom', { from: '2026-01-05', to: '2026-02-01' }])
  })

  it('of a replay is all of it, or what its own dates say', async () => {
    expect((await scopeAt('mode=replay&range=7d')).period.value).toEqual({})
    expect((await scopeAt('mode=replay&from=2021-01-01')).period.value).toEqual({ from: '2021-01-01' })
  })

  it('of a view of the past is all of it, or what its own dates say', async () => {
    expect((await scopeAt('as_of=5&range=7d')).period.value).toEqual({})
    expect((await scopeAt('as_of=5&from=2021-01-01')).period.value).toEqual({ from: '2021-01-01' })
  })

  it('of a range that ends now begins with a whole minute, so that it stays the same question', async () => {
    const { period } = await scopeAt('range=24h')
    expect(period.value.from).toMatch(/:00\.000Z$/)
    expect(period.value.to).toBeUndefined()
  })
})

describe('what is narrowed', () => {
  it('is a bot or a mode, and trades by what the address names', async () => {
    const { scope, tradeFilters } = await scopeAt(
      'bot_id=a&mode=replay&symbol=BTCUSDT,,ETHUSDT&strategy=x&market_type=SPOT&direction=LONG&min_confidence=0.5',
    )
    expect(scope.value).toEqual({ bot_id: 'a', mode: 'replay' })
    expect(tradeFilters.value).toEqual({
      symbol: ['BTCUSDT', 'ETHUSDT'],
      strategy: ['x'],
      market_type: ['SPOT'],
      direction: ['LONG'],
      min_confidence: 0.5,
    })
  })

  it('is nothing by what means nothing', async () => {
    const { scope, tradeScope } = await scopeAt('mode=paper&direction=long&market_type=&min_confidence=much&symbol=,')
    expect([scope.value, tradeScope.value]).toEqual([{}, {}])
  })

  it('is told in money unless per cent is asked for', async () => {
    expect((await scopeAt('unit=pct')).unit.value).toBe('pct')
    expect((await scopeAt('unit=euros')).unit.value).toBe('money')
  })
})
