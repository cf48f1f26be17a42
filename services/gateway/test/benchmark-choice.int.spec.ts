import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
const ask = (query: string) => harness.data(`/api/v1/analytics/benchmark?bot_id=alpha${query}`)
const at = (day: number): string => `2024-01-0${day}T10:00:00.000Z`
/** The ledger sequence behind the second day. */
let early = 0

/**
 * Three trades of BTCUSDT on the first two days, of which one is FUTURES; four of ETHUSDT on the days behind. Two of ETHUSDT
 * at another venue beside them.
 */
beforeAll(async () => {
  harness = await startHarness({ now: () => '2024-01-01T00:00:00.000Z' })
  await harness.register({ bot_id: 'alpha' })
  const trade = (signal: Parameters<Harness['trade']>[0]) => harness.trade({ bot_id: 'alpha', ...signal }, '111')
  await trade({ signal_id: 'b1', accepted_at: at(1) })
  await trade({ signal_id: 'b2', accepted_at: at(2), market_type: 'FUTURES' })
  await trade({ signal_id: 'b3', accepted_at: at(2) })
  early = (await harness.ask('/api/v1/bots')).body.meta.as_of.seq
  for (const signal_id of ['e1', 'e2']) {
    await trade({ signal_id, symbol: 'ETHUSDT', accepted_at: at(3) })
    await trade({ signal_id: `${signal_id}-there`, symbol: 'ETHUSDT', venue: 'kraken', accepted_at: at(3) })
    await trade({ signal_id: `${signal_id}-later`, symbol: 'ETHUSDT', accepted_at: at(4) })
  }
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('what a benchmark holds', () => {
  it('is what was traded most of all by its venue and symbol', async () => {
    expect(await ask('')).toMatchObject({ symbol: 'ETHUSDT', venue: 'binance', market_type: 'SPOT', fills: 8 })
  })
  it('is what was traded most in the period asked for, or by the moment', async () => {
    for (const query of ['&to=2024-01-01', '&from=2024-01-01&to=2024-01-01']) {
      expect(await ask(query)).toMatchObject({ symbol: 'BTCUSDT', market_type: 'SPOT', fills: 2 })
    }
    expect(await ask(`&as_of=${early}`)).toMatchObject({ symbol: 'BTCUSDT', fills: 6 })
    expect(await ask('&from=2024-01-05')).toMatchObject({ symbol: null, fills: 0, points: [] })
  })
  it('is one price of a symbol at a venue, whatever markets it was traded as', async () => {
    expect(await ask('&symbol=BTCUSDT')).toMatchObject({ symbol: 'BTCUSDT', market_type: null, fills: 6 })
    expect(await ask('&to=2024-01-02')).toMatchObject({ symbol: 'BTCUSDT', market_type: null, fills: 6 })
  })
  it('is one symbol', async () => {
    const { status, body } = await harness.ask('/api/v1/analytics/benchmark?symbol=BTCUSDT,ETHUSDT')
    expect([status, body.errors[0].pointer]).toEqual([400, '/symbol'])
  })
})
