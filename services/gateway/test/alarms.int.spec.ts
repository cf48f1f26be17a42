import { type EventOf, eventIdOf, subjects, type Unrecorded } from '@papertape/events'
import { clockAt, marksAt } from '@papertape/metrics/testing'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const NOW = '2024-01-01T12:00:00.000Z'
let now = NOW
let harness: Harness

type Raised = Unrecorded<EventOf<'alarm.raised'>>

const raised = (bot_id: string, given: Partial<Raised['data']> & { alarm_id: string }, time = NOW): Raised => ({
  id: eventIdOf('alarm.raised', given.alarm_id),
  type: 'alarm.raised',
  version: 1,
  bot_id,
  time,
  cause: 'x',
  correlation: null,
  data: {
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
    level: 'WARNING',
    message: 'Drawdown 16 % is at or above 15 %',
    current_value: 16,
    threshold_value: 15,
    kpi_seq: 7,
    recommended_action: 'Look.',
    ...given,
  },
})
const escalated = (from: Raised, level: Raised['data']['level']): Unrecorded<EventOf<'alarm.escalated'>> => ({
  ...from,
  id: eventIdOf('alarm.escalated', from.data.alarm_id, level),
  type: 'alarm.escalated',
  data: { ...from.data, level, previous_level: from.data.level },
})
const cleared = (from: Raised, time: string): Unrecorded<EventOf<'alarm.cleared'>> => {
  const { recommended_action: _, ...data } = from.data
  return { ...from, id: eventIdOf('alarm.cleared', from.data.alarm_id), type: 'alarm.cleared', time, data }
}
const act = (path: string, body?: unknown, method = 'POST') => harness.ask(path, { method, body, operator: true })
const lastFact = async (subject: string) => {
  const message = await harness.tape.lastMessage('LEDGER', subject)
  return message === null ? null : JSON.parse(message.text())
}

beforeAll(async () => {
  harness = await startHarness({ now: () => now })
  await harness.register({ bot_id: 'one' })
  await harness.register({ bot_id: 'two' })
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('alarms', () => {
  it('stand in the list until they clear, the newest first, and in history after', async () => {
    const drawdown = raised('one', { alarm_id: 'a-drawdown' })
    const balance = raised('two', { alarm_id: 'a-balance', alarm_type: 'ACCOUNT_BALANCE_LOW', level: 'EMERGENCY' })
    const old = raised('two', { alarm_id: 'a-old', level: 'CRITICAL' }, '2023-12-20T00:00:00.000Z')
    await harness.record(old, cleared(old, '2023-12-20T01:00:00.000Z'), drawdown, balance)

    const active = await harness.ask('/api/alarms/active')
    expect(active.body.data).toMatchObject([
      { alarm_id: 'a-balance', bot_id: 'two', level: 'EMERGENCY', cleared_at: null, silenced_until: null },
      {
        alarm_id: 'a-drawdown',
        alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
        current_value: 16,
        threshold_value: 15,
        kpi_seq: 7,
      },
    ])
    expect(active.body.meta.count_by_level).toEqual({ EMERGENCY: 1, CRITICAL: 0, WARNING: 1, INFO: 0 })
    expect(await harness.data('/api/alarms/active?bot_id=one')).toHaveLength(1)
    expect(Object.keys(await harness.data('/api/alarms/active?group_by=level'))).toEqual([
      'EMERGENCY',
      'CRITICAL',
      'WARNING',
      'INFO',
    ])

    await harness.record(cleared(balance, NOW))
    expect(await harness.data('/api/alarms/active')).toMatchObject([{ alarm_id: 'a-drawdown' }])
    expect((await harness.data('/api/alarms/history')).map((alarm: { alarm_id: string }) => alarm.alarm_id)).toEqual([
      'a-balance',
      'a-drawdown',
    ])
    expect(await harness.data('/api/alarms/history?hours=400&level=critical')).toMatchObject([{ alarm_id: 'a-old' }])
    expect(await harness.data('/api/alarms/history?hours=400&alarm_type=ACCOUNT_BALANCE_LOW')).toHaveLength(1)
  })
  it('come page by page', async () => {
    const first = await harness.ask('/api/alarms/history?hours=400&limit=2')
    const second = await harness.ask(`/api/alarms/history?hours=400&limit=2&cursor=${first.body.page.next}`)
    expect([...first.body.data, ...second.body.data].map(({ alarm_id }: { alarm_id: string }) => alarm_id)).toEqual([
      'a-balance',
      'a-drawdown',
      'a-old',
    ])
    expect(second.body.page.next).toBeNull()
  })
  it('refuse what nobody can mean, and name it', async () => {
    for (const query of ['hours=0', 'hours=-1', 'hours=x', 'level=LOUD', 'group_by=bot', 'nothing=1']) {
      const reply = await harness.ask(`/api/alarms/history?${query}`)
      expect([query, reply.status]).toEqual([query, 400])
      expect(reply.body.errors[0].pointer.split('/')[1]).toBe(query.split('=')[0])
    }
    expect((await harness.ask('/api/alarms/none')).body.code).toBe('alarm-not-found')
  })
})

describe('the watch over alarms', () => {
  it('is NO_DATA while the clock stands still, and says so beside the alarms', async () => {
    const { body } = await harness.ask('/api/alarms/active')
    expect(body.meta.monitoring).toEqual({ state: 'NO_DATA', reason: 'CLOCK_STOPPED', since: null, no_data: [] })
    expect((await harness.ask('/api/alarms/active?mode=replay')).body.meta.monitoring.state).toBe('OK')
  })
  it('is NO_DATA while nobody evaluates, and names bots without prices', async () => {
    await harness.record(clockAt(NOW))
    const monitoring = async () => (await harness.ask('/api/alarms/active')).body.meta.monitoring
    expect(await monitoring()).toMatchObject({ state: 'NO_DATA', reason: 'EVALUATOR_BEHIND' })
    const run = (text: string) => harness.store.db.executeQuery(CompiledQuery.raw(text))
    await run('create schema alarm_evaluator')
    await run(`create table alarm_evaluator.checkpoint as select 1 as seq, '' as ledger_epoch, '${NOW}' as minute`)
    await run(`create table alarm_evaluator.bot_state as select 'one' as bot_id, null::text as stale_since`)
    await harness.record(raised('one', { alarm_id: 'a-other', alarm_type: 'LOW_WIN_RATE' }))
    expect(await monitoring()).toEqual({ state: 'OK', reason: null, since: null, no_data: [] })
    await run(`update alarm_evaluator.bot_state set stale_since = '${NOW}'`)
    await harness.record(cleared(raised('one', { alarm_id: 'a-other' }), NOW))
    const stale = { state: 'NO_DATA', reason: 'PRICES_STALE', since: NOW }
    expect(await monitoring()).toEqual({ ...stale, no_data: [{ bot_id: 'one', ...stale }] })
  })
})

describe('acknowledging', () => {
  it('is recorded with who and why, once, and asked for again when it gets worse', async () => {
    const reply = await act('/api/alarms/a-drawdown/acknowledge', { by: 'Ada', reason: 'known' })
    expect(reply.status).toBe(200)
    expect(reply.body.data).toMatchObject({
      acknowledged_at: NOW,
      acknowledged_by: 'Ada',
      acknowledged_reason: 'known',
    })
    const subject = subjects.fact(harness.tape.partitionOf('one'), 'one', 'alarm.acknowledged')
    const seq = (await harness.tape.lastMessage('LEDGER', subject))?.seq
    expect((await act('/api/alarms/a-drawdown/acknowledge', { by: 'Bob' })).body.data.acknowledged_by).toBe('Ada')
    expect((await harness.tape.lastMessage('LEDGER', subject))?.seq).toBe(seq)

    await harness.record(escalated(raised('one', { alarm_id: 'a-drawdown' }), 'EMERGENCY'))
    const alarm = await harness.data('/api/alarms/a-drawdown')
    expect(alarm).toMatchObject({ level: 'EMERGENCY', acknowledged_at: null, acknowledged_by: null })
    expect(alarm.events.map(({ type }: { type: string }) => type)).toEqual([
      'alarm.raised',
      'alarm.acknowledged',
      'alarm.escalated',
    ])
  })
  it('reaches an alarm that is over', async () => {
    const reply = await act('/api/alarms/a-old/acknowledge', { reason: 'late' })
    expect(reply.body.data).toMatchObject({ acknowledged_by: 'operator', acknowledged_reason: 'late' })
  })
  it('asks for the operator’s token and an alarm that exists', async () => {
    expect((await harness.ask('/api/alarms/a-old/acknowledge', { method: 'POST' })).status).toBe(401)
    expect((await act('/api/alarms/none/acknowledge')).status).toBe(404)
    expect((await act('/api/alarms/a-old/acknowledge', { why: 'x' })).status).toBe(400)
  })
})

describe('silencing', () => {
  it('holds until its time, of one type or of all, and can be ended', async () => {
    const until = '2024-01-01T13:00:00.000Z'
    const body = { bot_id: 'one', alarm_type: 'MAX_DRAWDOWN_EXCEEDED', until, reason: 'maintenance' }
    expect((await act('/api/alarms/silence', body)).body.data).toMatchObject([
      { bot_id: 'one', alarm_type: 'MAX_DRAWDOWN_EXCEEDED', silenced_until: until, silenced_reason: 'maintenance' },
    ])
    expect(await harness.data('/api/alarms/active')).toMatchObject([{ silenced_until: until }])
    now = '2024-01-01T13:00:30.000Z'
    expect(await harness.data('/api/alarms/active')).toMatchObject([{ silenced_until: null }])
    now = NOW
    await act('/api/alarms/silence', { bot_id: 'one', until })
    await act('/api/alarms/silence', { ...body, until: null })
    expect(await harness.data('/api/alarms/active')).toMatchObject([{ silenced_until: until }])
    await act('/api/alarms/silence', { bot_id: 'one', until: null })
    expect(await harness.data('/api/alarms/active')).toMatchObject([{ silenced_until: null }])
    expect((await act('/api/alarms/silences', undefined, 'GET')).body.data).toEqual([])
  })
  it('refuses a past end, an unknown bot and strangers', async () => {
    const past = await act('/api/alarms/silence', { bot_id: 'one', until: '2024-01-01T11:00:00Z' })
    expect([past.status, past.body.errors[0].pointer]).toEqual([400, '/until'])
    expect((await act('/api/alarms/silence', { bot_id: 'nobody', until: null })).status).toBe(404)
    expect((await act('/api/alarms/silence', { bot_id: 'one' })).body.errors[0].pointer).toBe('/until')
    expect((await harness.ask('/api/alarms/silences')).status).toBe(401)
  })
})

describe('thresholds', () => {
  it('are the contract’s where nobody has set any', async () => {
    const { bot_id, thresholds, own } = await harness.data('/api/alarms/thresholds')
    expect({ bot_id, own }).toEqual({ bot_id: null, own: {} })
    expect(thresholds.MAX_DRAWDOWN_EXCEEDED).toEqual({
      levels: { WARNING: 15, EMERGENCY: 20 },
      recovery_margin_pct: 5,
      dwell_seconds: 60,
      cooldown_seconds: 900,
    })
    expect(thresholds.DAILY_LOSS_LIMIT.levels).toEqual({ WARNING: 4, CRITICAL: 5 })
    expect(Object.keys(thresholds)).toHaveLength(9)
  })
  it('of all bots hold for each, under its own', async () => {
    const set = await act(
      '/api/alarms/thresholds',
      { thresholds: { CONSECUTIVE_LOSSES: { levels: { CRITICAL: 7 } } } },
      'PUT',
    )
    expect(set.status).toBe(200)
    expect(set.body.data.thresholds.CONSECUTIVE_LOSSES.levels.CRITICAL).toBe(7)
    expect(await lastFact(subjects.fact(0, '@all', 'alarms.configured'))).toMatchObject({
      data: { thresholds: { CONSECUTIVE_LOSSES: { levels: { CRITICAL: 7 } } }, by: 'operator' },
    })
    const own = { thresholds: { CONSECUTIVE_LOSSES: { levels: { CRITICAL: 3 } } } }
    expect((await act('/api/alarms/thresholds?bot_id=one', own, 'PUT')).status).toBe(200)
    const of = async (query: string) =>
      (await harness.data(`/api/alarms/thresholds${query}`)).thresholds.CONSECUTIVE_LOSSES.levels.CRITICAL
    expect([await of(''), await of('?bot_id=one'), await of('?bot_id=two')]).toEqual([7, 3, 7])
    expect((await harness.data('/api/v1/bots/one')).risk.thresholds).toEqual(own.thresholds)
  })
  it('can be sent back as they were read', async () => {
    const { thresholds } = await harness.data('/api/alarms/thresholds?bot_id=two')
    const set = await act('/api/alarms/thresholds?bot_id=two', { thresholds }, 'PUT')
    expect(set.body.data.thresholds).toEqual(thresholds)
  })
  it('are refused in a bot’s own settings, too', async () => {
    const risk = { thresholds: { LOW_WIN_RATE: { levels: { WARNING: 40, CRITICAL: 45 } } } }
    const refused = [
      await act('/api/v1/bots', { bot_id: 'unruly', risk }, 'POST'),
      await act('/api/v1/bots/two', { risk }, 'PATCH'),
    ]
    for (const { status, body } of refused) {
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/risk/thresholds/LOW_WIN_RATE/levels/CRITICAL'])
    }
  })
  it('are refused with the rule they break', async () => {
    const refused = async (thresholds: unknown, path = '/api/alarms/thresholds') => {
      const { status, body } = await act(path, { thresholds }, 'PUT')
      return [status, body.errors?.[0]?.pointer]
    }
    const levels = '/thresholds/MAX_DRAWDOWN_EXCEEDED/levels'
    expect(await refused({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 12, EMERGENCY: 10 } } })).toEqual([
      400,
      `${levels}/EMERGENCY`,
    ])
    expect(await refused({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: -1 } } })).toEqual([400, `${levels}/WARNING`])
    expect(await refused({ NO_SUCH: {} })).toEqual([400, '/thresholds/NO_SUCH'])
    const proto = await harness.ask('/api/alarms/thresholds', {
      method: 'PUT',
      raw: '{"thresholds": {"__proto__": {"levels": {}}}}',
      operator: true,
    })
    expect([proto.status, proto.body.errors?.[0]?.pointer]).toEqual([400, '/thresholds/__proto__'])
    expect((await act('/api/alarms/thresholds?bot_id=nobody', { thresholds: {} }, 'PUT')).status).toBe(404)
    expect((await harness.ask('/api/alarms/thresholds', { method: 'PUT', body: { thresholds: {} } })).status).toBe(401)
  })
})

describe('simulating', () => {
  it('tells what other thresholds would have raised and cleared, changing nothing', async () => {
    await harness.register({ bot_id: 'past', initial_capital: '200' })
    await harness.trade({ bot_id: 'past', signal_id: 's1', entry_price: '100', take_profit: '300', stop_loss: '1' })
    const partition = harness.tape.partitionOf('past')
    for (const [minute, price] of [
      ['2024-01-01T00:01:00.000Z', '90'],
      ['2024-01-01T00:02:00.000Z', '100'],
      ['2024-01-01T00:03:00.000Z', '100'],
      ['2024-01-01T00:04:00.000Z', '100'],
    ] as const) {
      await harness.record(clockAt(minute), marksAt(minute, { BTCUSDT: price }, { partition }))
    }
    const before = await lastFact('ledger.>')
    const ask = (thresholds: unknown) => harness.ask('/api/alarms/simulate', { body: { bot_id: 'past', thresholds } })
    const drawdowns = async (WARNING: number) => {
      const { steps } = (await ask({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING } } })).body.data
      return steps.filter((step: { alarm_type: string }) => step.alarm_type === 'MAX_DRAWDOWN_EXCEEDED')
    }
    expect(await drawdowns(4)).toMatchObject([
      { kind: 'raised', level: 'WARNING', threshold_value: 4, time: '2024-01-01T00:01:00.000Z' },
      { kind: 'cleared', time: '2024-01-01T00:03:00.000Z' },
    ])
    expect(await drawdowns(10)).toEqual([])
    expect(await lastFact('ledger.>')).toEqual(before)
    expect((await ask({ MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: -3 } } })).status).toBe(400)
    expect((await harness.ask('/api/alarms/simulate', { body: { bot_id: 'nobody' } })).status).toBe(404)
  })
})
