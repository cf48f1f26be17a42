import { subjects } from '@papertape/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness[Symbol.asyncDispose]())

const change = (path: string, body?: unknown, method = 'POST') => harness.ask(path, { method, body, operator: true })
const lastSeq = async (botId: string) =>
  (await harness.tape.lastMessage('LEDGER', subjects.history(harness.tape.partitionOf(botId), botId)))?.seq

describe('registering a bot', () => {
  it('answers 201 when everybody can see it', async () => {
    const reply = await harness.register({ bot_id: 'one', name: 'One', initial_capital: 5000, position_size: '25.50' })
    expect(reply.status).toBe(201)
    expect(reply.headers.get('location')).toBe('/api/v1/bots/one')
    expect(reply.body).toMatchObject({
      success: true,
      data: {
        bot_id: 'one',
        name: 'One',
        mode: 'live',
        public: true,
        initial_capital: '5000',
        position_size: '25.5',
        policy: { entry: 'signal_price', taker_fee_rate: '0.001' },
        running: true,
        state: { status: 'pending', in_position: false, daily_pnl: '0', daily_trades_count: 0 },
      },
      meta: {
        as_of: { seq: await lastSeq('one') },
        recorded: { ledger_seq: await lastSeq('one'), type: 'bot.registered' },
      },
    })
    expect((await harness.ask('/api/v1/bots/one')).body.data).toEqual(reply.body.data)
  })
  it('happens once, however many try at the same moment', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => harness.register({ bot_id: 'race' })))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ])
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('bot-exists')
  })
})

describe('changing a bot', () => {
  it('changes what is named, and says nothing when that is so already', async () => {
    const reply = await change('/api/v1/bots/one', { policy: { slippage_bps: 5 }, name: 'Uno' }, 'PATCH')
    expect(reply).toMatchObject({
      status: 200,
      body: { data: { name: 'Uno', position_size: '25.5', policy: { slippage_bps: '5', taker_fee_rate: '0.001' } } },
    })
    const seq = await lastSeq('one')
    const stored = await harness.tape.lastMessage('LEDGER', subjects.history(harness.tape.partitionOf('one'), 'one'))
    expect(reply.body.meta.recorded).toEqual({
      ledger_seq: seq,
      type: 'bot.configured',
      id: JSON.parse(new TextDecoder().decode(stored?.data)).id,
    })
    const again = await change('/api/v1/bots/one', { name: 'Uno' }, 'PATCH')
    expect(again).toMatchObject({ status: 200, body: { meta: { recorded: null } } })
    expect(await lastSeq('one')).toBe(seq)
  })
  it('loses nothing when several change it at once', async () => {
    const patches = [
      { position_size: '10' },
      { policy: { taker_fee_rate: '0.002' } },
      { filters: { symbols: ['BTCUSDT'] } },
      { risk: { max_trades_per_day: 3 } },
      { name: 'Together' },
    ]
    const replies = await Promise.all(patches.map((patch) => change('/api/v1/bots/race', patch, 'PATCH')))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await harness.data('/api/v1/bots/race')).toMatchObject({
      name: 'Together',
      position_size: '10',
      policy: { taker_fee_rate: '0.002' },
      filters: { symbols: ['BTCUSDT'] },
      risk: { max_trades_per_day: 3 },
    })
  })
  it('stops and starts it, once each however often it is said', async () => {
    const stopped = await change('/api/v1/bots/one/stop', { reason: 'lunch' })
    expect(stopped).toMatchObject({
      status: 200,
      body: { data: { running: false, stopped_by: 'operator', stopped_reason: 'lunch', state: { status: 'stopped' } } },
    })
    const seq = await lastSeq('one')
    expect((await change('/api/v1/bots/one/stop')).status).toBe(200)
    expect(await lastSeq('one')).toBe(seq)
    expect((await change('/api/v1/bots/one/start')).body.data).toMatchObject({ running: true, stopped_by: null })
    expect((await change('/api/v1/bots/one/start', {})).status).toBe(200)
    expect(await lastSeq('one')).toBe((seq ?? 0) + 1)
  })
  it.each(['/api/v1/bots/none/start', '/api/v1/bots/none/stop', '/api/v1/bots/%40all/stop'])(
    '404s at %s',
    async (path) => {
      expect((await change(path)).body.code).toBe('bot-not-found')
    },
  )
})

describe('what was done with a bot', () => {
  const events = async (path: string) => (await harness.ask(path)).body.data
  it('stands newest first, with who and why, as the ledger has it', async () => {
    await harness.register({ bot_id: 'told' })
    await change('/api/v1/bots/told', { policy: { slippage_bps: 5 } }, 'PATCH')
    await change('/api/v1/bots/told/pause', { reason: 'the weekend' })
    const started = await change('/api/v1/bots/told/start', { reason: 'the week begins' })
    const { events: told, truncated } = await events('/api/v1/bots/told/events')
    expect(truncated).toBe(false)
    expect(told[0]).toMatchObject(started.body.meta.recorded)
    expect(
      told.map(({ type, by, reason, paused, changed }: Record<string, unknown>) => [type, by, reason, paused, changed]),
    ).toEqual([
      ['bot.started', 'operator', 'the week begins', false, []],
      ['bot.stopped', 'operator', 'the weekend', true, []],
      ['bot.configured', 'operator', null, false, ['policy.slippage_bps']],
      ['bot.registered', 'operator', null, false, []],
    ])
  })
  it('is told of nobody who is not there', async () => {
    expect(await harness.ask('/api/v1/bots/nobody/events')).toMatchObject({
      status: 404,
      body: { code: 'bot-not-found' },
    })
  })
})

describe('while the projection stands still', () => {
  it('writes are answered all the same, with what the ledger knows', async () => {
    await harness.pauseProjection()
    const [registered, stopped] = await Promise.all([
      harness.register({ bot_id: 'unseen' }),
      change('/api/v1/bots/one/stop'),
    ])
    expect(registered).toMatchObject({ status: 201, body: { data: { bot_id: 'unseen', state: null } } })
    expect(stopped).toMatchObject({ status: 200, body: { data: { bot_id: 'one', running: false, name: 'Uno' } } })
    expect((await harness.register({ bot_id: 'unseen' })).status).toBe(409)
    expect((await harness.ask('/api/v1/bots/unseen')).status).toBe(404)
    harness.resumeProjection()
    await expect.poll(async () => (await harness.ask('/api/v1/bots/unseen')).status, { timeout: 10_000 }).toBe(200)
  })
})
