import { eventIdOf, type LedgerEvent, tradeIdOf, type Unrecorded } from '@papertape/events'
import { clockAt } from '@papertape/metrics/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const NOW = '2024-01-02T12:00:00.000Z'
/** What only an operator may know: names and amounts of this bot and of nothing else here. */
const SECRETS = ['hush', 'Hush', 'HUSHUSDT', '98765.4321', '99998.7', '7654321', '77.77', 'quiet-alarm', 'unheard of']

let harness: Harness
let sourceToken = ''
let reportId = ''
let secrets: string[] = []
/** Every public question and its answer, before the private bot was there. */
const before = new Map<string, unknown>()

const alarm = (step: 'alarm.raised' | 'alarm.escalated'): Unrecorded<LedgerEvent> => {
  const fact = {
    id: eventIdOf(step, 'hush'),
    version: 1 as const,
    bot_id: 'hush',
    time: '2024-01-01T00:00:30.000Z',
    cause: null,
    correlation: null,
  }
  const data = {
    alarm_id: 'quiet-alarm',
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED' as const,
    level: 'WARNING' as const,
    message: 'Hush fell',
    current_value: 16,
    threshold_value: 15,
    kpi_seq: 1,
    recommended_action: 'look',
  }
  return step === 'alarm.raised'
    ? { ...fact, type: step, data }
    : { ...fact, type: step, data: { ...data, level: 'EMERGENCY', previous_level: 'WARNING' } }
}

/** What a bot that nobody may see leaves behind in each part of the system. */
const actInPrivate = async (): Promise<void> => {
  const done = async (path: string, ask: { method?: string; body: unknown }) =>
    harness.data(path, { operator: true, ...ask })
  const settings = { initial_capital: '7654321', position_size: '77.77', filters: { symbols: ['HUSHUSDT'] } }
  await done('/api/v1/bots', { body: { bot_id: 'hush', public: false, name: 'Hush hush', ...settings } })
  const signal = { bot_id: 'hush', symbol: 'HUSHUSDT', strategy: 'hush', position_size: '77.77' }
  const levels = { entry_price: '98765.4321', take_profit: '99998.7', stop_loss: '90000' }
  await harness.trade({ ...signal, ...levels, signal_id: 'hush-1' }, '80000')
  await harness.trade({ ...signal, ...levels, signal_id: 'hush-2' })
  await harness.record(alarm('alarm.raised'), alarm('alarm.escalated'), clockAt('2024-01-01T06:00:00.000Z'))
  const thresholds = { CONSECUTIVE_LOSSES: { levels: { CRITICAL: 31 } } }
  await done('/api/alarms/thresholds?bot_id=hush', { method: 'PUT', body: { thresholds } })
  await done('/api/v1/bots/hush', { method: 'PATCH', body: { name: 'Hush' } })
  const until = '2024-01-09T00:00:00Z'
  await done('/api/alarms/silence', { body: { bot_id: 'hush', until, reason: 'unheard of' } })
  await done('/api/v1/bots/hush/pause', { body: { reason: 'unheard of' } })
  reportId = (await done('/api/performance/force-report', { body: { bot_id: 'hush' } })).report_id
  sourceToken = (await done('/api/v1/sources', { body: { name: 'Hush feed', bots: ['hush'] } })).token
  secrets = [...SECRETS, ...['hush-1', 'hush-2'].map((id) => tradeIdOf('hush', id)), reportId, sourceToken]
}

/** Each route that GET takes, with these names in it. A stream has no end; those of a bot are refused as the bot is. */
const routesWith = (names: Record<string, string>): string[] =>
  harness.routes
    .urls('GET')
    .filter((url) => !url.includes('stream'))
    .map((url) => url.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? 'none'))

const PUBLIC = { bot_id: 'open', signal_id: 'o1', trade_id: tradeIdOf('open', 'o1'), code: 'busy' }
const hidden = () => ({
  bot_id: 'hush',
  signal_id: 'hush-1',
  trade_id: tradeIdOf('hush', 'hush-1'),
  alarm_id: 'quiet-alarm',
  report_id: reportId,
  code: 'busy',
})
const QUERIES = [
  '',
  '?mode=live',
  '?limit=1',
  '?hours=99999',
  '?hours=99999&interval=1m',
  '?as_of=5',
  '?group_by=level',
]
const everyQuestion = () => routesWith(PUBLIC).flatMap((path) => QUERIES.map((query) => path + query))

/** Without what tells that something happened, such as the ledger's length: that is no secret, what happened is. */
const withoutPlace = (path: string, body: unknown): unknown => {
  if (typeof body === 'string') {
    return body
      .replaceAll(/<p class="(?:as-of|no-data)".*?<\/p>/gs, '')
      .replaceAll(/· ledger \d+ ·/g, '')
      .replaceAll(/^# as_of_(?:seq|time): .*$/gm, '')
  }
  const inside = new Set(['meta', 'request_id', 'timestamp', 'ledger_seq', 'as_of_seq', 'report_count', 'last_report'])
  if (path.startsWith('/api/health') || path.startsWith('/api/performance/status')) return null
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (inside.has(key) ? null : value)))
}

const expectNoSecret = (path: string, { body, headers }: Awaited<ReturnType<Harness['ask']>>, asked = false): void => {
  // The path that was asked for is the asker's own word.
  const shown = typeof body === 'object' && body !== null ? { ...body, instance: '' } : body
  const text = [typeof shown === 'string' ? shown : JSON.stringify(shown), ...[...headers].flat()].join('\n')
  const found = secrets.filter((secret) => text.includes(secret) && !(asked && path.includes(secret)))
  expect([path, found]).toEqual([path, []])
}

beforeAll(async () => {
  harness = await startHarness({ now: () => NOW })
  await harness.register({ bot_id: 'open' })
  await harness.trade({ bot_id: 'open', signal_id: 'o1' }, '111')
  await harness.trade({ bot_id: 'open', signal_id: 'o2' })
  await harness.record(clockAt('2024-01-01T05:00:00.000Z'))
  for (const path of everyQuestion()) before.set(path, await harness.ask(path))
  await actInPrivate()
}, 60_000)
afterAll(() => harness[Symbol.asyncDispose]())

const callers: [who: string, headers: () => Record<string, string>][] = [
  ['nobody', () => ({})],
  ['a wrong token', () => ({ authorization: 'Bearer wrong' })],
  ['a source’s token', () => ({ authorization: `Bearer ${sourceToken}` })],
]

describe('nothing of a bot that is not public', () => {
  it('is in any answer to whoever is not the operator, on whatever route', async () => {
    expect(before.size).toBeGreaterThan(150)
    for (const [, headers] of callers) {
      for (const path of everyQuestion()) expectNoSecret(path, await harness.ask(path, { headers: headers() }))
    }
  })
  it('changes a figure, a count or a list', async () => {
    for (const [path, was] of before) {
      const { status, body } = await harness.ask(path)
      const { status: statusBefore, body: bodyBefore } = was as typeof body
      expect([path, status]).toEqual([path, statusBefore])
      expect([path, withoutPlace(path, body)]).toEqual([path, withoutPlace(path, bodyBefore)])
    }
  })
  it('is told to one who knows its names', async () => {
    const known = [
      ...routesWith(hidden()),
      ...routesWith(PUBLIC).flatMap((path) => [
        `${path}?bot_id=hush`,
        `${path}?symbol=HUSHUSDT`,
        `${path}?strategy=hush`,
      ]),
      '/api/reports?bot_id=hush&kind=forced',
      '/api/kpi/history?hours=99999&bot_id=hush',
      '/api/kpi/current?bot_id=hush&as_of=12',
    ]
    for (const [, headers] of callers) {
      for (const path of known) {
        const reply = await harness.ask(path, { headers: headers() })
        expectNoSecret(path, reply, true)
        // A page about one thing that has a name in its path is not about a bot in its query.
        const isOfOther =
          /^\/bot-performance\/(?:bots|trades)\/(?!hush)/.test(path) && !path.includes(hidden().trade_id)
        if ((path.includes('bot_id=hush') && !isOfOther) || /hush|quiet/.test(path.split('?')[0] ?? '')) {
          expect([path, reply.status >= 400]).toEqual([path, true])
        }
      }
    }
  })
  it('is told by what only computes', async () => {
    const ask = (bot_id: string) => harness.ask('/api/alarms/simulate', { body: { bot_id } })
    const [hush, none] = [await ask('hush'), await ask('none')]
    expect({ ...hush.body, request_id: '' }).toEqual({ ...none.body, request_id: '' })
  })
  it('but all of it is there for the operator', async () => {
    const texts = []
    for (const path of [...routesWith(hidden()), '/api/alarms/thresholds?bot_id=hush', '/api/reports?bot_id=hush']) {
      const { body } = await harness.ask(path, { operator: true })
      texts.push(JSON.stringify(body))
    }
    const seen = texts.join('\n')
    const unseen = secrets.filter((secret) => secret !== sourceToken && !seen.includes(secret))
    expect(unseen).toEqual([])
  })
})
