import { eventIdOf, tradeIdOf } from '@papertape/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const trade_id = tradeIdOf('hush', 'hush-1')

/** Every route that reads, and those about one bot with a bot that nobody may see. */
const LISTS = [
  '/api/v1/bots',
  '/api/v1/bots?limit=1',
  '/api/v1/signals',
  '/api/v1/signals?limit=1',
  '/api/public/paper-trading/',
  '/api/public/paper-trading/?limit=1',
  '/api/public/paper-trading/?symbol=HUSHUSDT',
  '/api/public/paper-trading/summary/',
  '/api/public/paper-trading/summary/?from=2000-01-01',
  '/api/public/paper-trading/summary/?symbol=HUSHUSDT',
  '/api/public/paper-trading/open-positions/',
  '/api/public/paper-trading/performance/',
  '/api/kpi/current',
  '/api/alarms/active',
  '/bot-performance',
  '/bot-performance/bots',
  '/bot-performance/history',
]
const OF_ONE = [
  '/api/v1/bots/hush',
  '/api/v1/bots/hush/state',
  '/api/v1/bots/hush/events',
  '/api/v1/bots/hush/status-stream',
  '/api/v1/signals/hush/hush-1',
  '/api/v1/signals/hush/none',
  ...LISTS.map((path) => `${path}${path.includes('?') ? '&' : '?'}bot_id=hush`).filter(
    (path) => !path.includes('symbol=') && path.startsWith('/api/'),
  ),
]
const PAGES_OF_ONE = [
  '/bot-performance?bot_id=hush',
  '/bot-performance/bots/hush',
  '/bot-performance/reports?bot_id=hush',
]

let harness: Harness
const before = new Map<string, unknown>()
const contentOf = async (path: string) => {
  const { status, body } = await harness.ask(path)
  return {
    status,
    data: typeof body === 'string' ? body.replace(/<p class="as-of".*?<\/p>/, '') : body.data,
    page: body.page,
  }
}

beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'open' })
  await harness.trade({ bot_id: 'open', signal_id: 'o1' }, '111')
  await harness.trade({ bot_id: 'open', signal_id: 'o2' })
  for (const path of LISTS) before.set(path, await contentOf(path))

  await harness.register({ bot_id: 'hush', public: false, name: 'Hush hush' })
  await harness.trade({ bot_id: 'hush', signal_id: 'hush-1', symbol: 'HUSHUSDT', strategy: 'hush' }, '94')
  await harness.trade({ bot_id: 'hush', signal_id: 'hush-2', symbol: 'HUSHUSDT', strategy: 'hush' })
  await harness.record({
    id: eventIdOf('alarm.raised', 'hush'),
    type: 'alarm.raised',
    version: 1,
    bot_id: 'hush',
    time: '2024-01-01T00:00:00.000Z',
    cause: null,
    correlation: null,
    data: {
      alarm_id: 'a1',
      alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
      level: 'WARNING',
      message: 'hush fell',
      current_value: 16,
      threshold_value: 15,
      kpi_seq: 1,
      recommended_action: 'look',
    },
  })
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('a bot that is not public', () => {
  it.each(LISTS)('changes nothing that anybody sees at %s', async (path) => {
    expect(await contentOf(path)).toEqual(before.get(path))
  })
  it.each(OF_ONE)('is like no bot at %s', async (path) => {
    const reply = await harness.ask(path)
    const asNone = await harness.ask(path.replaceAll('hush', 'none'))
    expect({ ...reply.body, request_id: '', instance: '' }).toEqual({ ...asNone.body, request_id: '', instance: '' })
    expect(reply.status).toBe(404)
    expect(reply.body.code).toBe('bot-not-found')
  })
  it.each(PAGES_OF_ONE)('is like no bot at %s', async (path) => {
    const reply = await harness.ask(path)
    const asNone = await harness.ask(path.replaceAll('hush', 'none'))
    expect(reply.body.replaceAll('hush', 'none')).toBe(asNone.body)
    expect(reply.status).toBe(404)
    expect(reply.body).toContain('There is no such bot.')
  })
  it('has trades like no trade', async () => {
    expect((await harness.ask(`/api/v1/trades/${trade_id}`)).body.code).toBe('trade-not-found')
  })
  it('stays hidden from a wrong token', async () => {
    const headers = { authorization: 'Bearer wrong' }
    expect((await harness.ask('/api/v1/bots/hush', { headers })).status).toBe(404)
    expect((await harness.ask('/api/v1/bots', { headers })).body.data).toHaveLength(1)
  })
  it('cannot be reached through an operator’s cursor', async () => {
    const { body } = await harness.ask('/api/public/paper-trading/?limit=1', { operator: true })
    const cursor = encodeURIComponent(body.page.next)
    const reply = await harness.ask(`/api/public/paper-trading/?limit=1&cursor=${cursor}`)
    expect(reply.body.code).toBe('invalid-cursor')
  })
  it('is there for the operator', async () => {
    const data = (path: string) => harness.data(path, { operator: true })
    expect((await data('/api/v1/bots')).map(({ bot_id }: { bot_id: string }) => bot_id)).toEqual(['open', 'hush'])
    expect(await data('/api/v1/bots/hush/state')).toMatchObject({ bot_id: 'hush', in_position: true })
    expect(await data('/api/public/paper-trading/?symbol=HUSHUSDT')).toHaveLength(2)
    expect(await data('/api/public/paper-trading/summary/')).toMatchObject({ total_trades: 4, total_signals: 4 })
    expect(await data('/api/public/paper-trading/open-positions/')).toHaveLength(2)
    expect((await data('/api/v1/signals')).totals).toMatchObject({ received: 4 })
    expect(await data('/api/alarms/active')).toMatchObject([{ alarm_id: 'a1', bot_id: 'hush', cleared_at: null }])
    expect(await data(`/api/v1/trades/${trade_id}`)).toMatchObject({ bot_id: 'hush' })
    expect(await data('/api/kpi/current?bot_id=hush')).toMatchObject({ bot_id: 'hush' })
  })
  it('is never kept by a shared cache', async () => {
    const { headers } = await harness.ask('/api/v1/bots/hush', { operator: true })
    expect(headers.get('cache-control')).toMatch(/^private/)
  })
})
