import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../src/api/operations/index.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness

beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'alpha' })
  await harness.register({ bot_id: 'past', mode: 'replay' })
  await harness.register({ bot_id: 'hush', mode: 'replay', public: false })
  await harness.trade({ bot_id: 'alpha', signal_id: 'a' }, '111')
  await harness.trade({ bot_id: 'past', signal_id: 'p', mode: 'replay', run: 'r' }, '111')
})
afterAll(() => harness[Symbol.asyncDispose]())

/** The reads that take all of these parameters. */
const readsWith = (...names: string[]) =>
  operations
    .filter(({ method, query }) => method === 'GET' && names.every((name) => name in query.shape))
    .map(({ path }) => path)

const faultOf = async (path: string, operator = false) => {
  const { status, body } = await harness.ask(path, { operator })
  return [status, body.code, body.errors?.[0]?.pointer, body.errors?.[0]?.message]
}

const OF_ONE_MODE = readsWith('bot_id', 'mode')
const OF_A_PERIOD = readsWith('from', 'to')

describe('a mode that is not the bot’s', () => {
  it('could be asked for on many routes', () => {
    expect(OF_ONE_MODE.length).toBeGreaterThan(20)
    expect(OF_ONE_MODE).toEqual(expect.arrayContaining(['/api/kpi/current', '/api/v1/analytics/returns']))
  })
  it.each(OF_ONE_MODE)('is refused by %s, now and in the past', async (path) => {
    const bots = path.endsWith('/correlation') ? 'past,hush' : 'past'
    const fault = [400, 'validation', '/mode', 'the bot is of mode replay']
    for (const operator of [false, true]) {
      if (bots === 'past' || operator) {
        expect(await faultOf(`${path}?bot_id=${bots}&mode=live`, operator)).toEqual(fault)
        expect((await harness.ask(`${path}?bot_id=${bots}&mode=replay`, { operator })).status).toBe(200)
      }
    }
    const takesMoment = readsWith('bot_id', 'mode', 'as_of').includes(path)
    const { seq } = (await harness.ask('/api/v1/bots')).body.meta.as_of
    if (takesMoment) expect(await faultOf(`${path}?bot_id=${bots}&mode=live&as_of=${seq}`, true)).toEqual(fault)
  })
  it('says nothing of a private bot', async () => {
    for (const path of OF_ONE_MODE.filter((one) => !one.endsWith('/correlation'))) {
      expect((await faultOf(`${path}?bot_id=hush&mode=live`))[1], path).toBe('bot-not-found')
    }
  })
  it('is refused by pages, but for that of a trade, whose mode is its own', async () => {
    const [{ trade_id }] = await harness.data('/api/public/paper-trading?bot_id=past')
    const { seq } = (await harness.ask('/api/v1/bots')).body.meta.as_of
    const statusOf = async (path: string) => (await harness.ask(`/bot-performance${path}`)).status
    for (const at of ['', `&as_of=${seq}`]) {
      for (const place of ['?bot_id=past&', '/performance?bot_id=past&', '/bots/past?']) {
        expect(await statusOf(`${place}mode=live${at}`), place).toBe(400)
        expect(await statusOf(`${place}mode=replay${at}`), place).toBe(200)
      }
      expect(await statusOf(`/trades/${trade_id}?mode=live${at}`)).toBe(200)
    }
    expect((await harness.ask('/bot-performance/bots/past?mode=live')).body).toContain('the bot is of mode replay')
  })
})

describe('a period that ends before it begins', () => {
  it('could be asked for on many routes', () => {
    expect(OF_A_PERIOD).toEqual(
      expect.arrayContaining(['/api/v1/analytics/returns', '/api/v1/exports/trades', '/api/public/paper-trading/']),
    )
  })
  it.each(OF_A_PERIOD)('is refused by %s', async (path) => {
    const fault = [400, 'validation', '/to', 'must not be before from']
    expect(await faultOf(`${path}?from=2024-01-02&to=2024-01-01`)).toEqual(fault)
    expect(await faultOf(`${path}?from=2024-01-02T00:00:01Z&to=2024-01-02T00:00:00Z`)).toEqual(fault)
    expect((await harness.ask(`${path}?from=2024-01-02&to=2024-01-02`)).status).toBe(200)
    expect((await harness.ask(`${path}?from=2024-01-02T00:00:00Z&to=2024-01-02T00:00:00Z`)).status).toBe(200)
  })
})

describe('a number that is too large', () => {
  it.each([
    ['/api/kpi/current?min_seq=1&wait_ms=100000', '/wait_ms', 'must be at most 10000'],
    ['/api/kpi/current?min_seq=1000000000000000', '/min_seq', 'must be at most 999999999999999'],
    ['/api/v1/bots?limit=10000000000', '/limit', 'must be at most 500'],
    [`/api/v1/bots?limit=${'9'.repeat(400)}`, '/limit', 'must be at most 500'],
    ['/api/kpi/history?hours=1000000', '/hours', 'must be at most 876000'],
    ['/api/v1/analytics/leaderboard?min_trades=10000000', '/min_trades', 'must be at most 9999999'],
  ])('%s names its maximum', async (path, pointer, message) => {
    expect(await faultOf(path)).toEqual([400, 'validation', pointer, message])
  })
})
