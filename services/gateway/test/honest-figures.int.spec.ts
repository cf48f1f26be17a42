import { FIGURE_NAMES } from '@papertape/metrics'
import { clockAt } from '@papertape/metrics/testing'
import { createLogger } from '@papertape/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../src/create-server.ts'
import { type Harness, startHarness, TOKEN } from './harness.ts'

const BOTS = ['young', 'old', 'empty', 'ruined', 'past', 'show']
const MODES = ['live', 'demo', 'replay']
const DAYS = 45

/** What a figure is never called: values that stand for "none" elsewhere. */
const SENTINELS = [
  999,
  9999,
  999_999,
  -999,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MAX_SAFE_INTEGER,
]

/** Figures of a summary by CONTRACT section 4, and of the trades' summary: `null` there needs a reason as well. */
const NAMED_ELSEWHERE = [
  'total',
  'daily',
  'weekly',
  'monthly',
  'max_drawdown',
  'current_drawdown',
  'win_rate',
  'average_profit',
  'return_24h_pct',
  'return_7d_pct',
  'return_30d_pct',
]
const FIGURES: ReadonlySet<string> = new Set([...FIGURE_NAMES, ...NAMED_ELSEWHERE])

const dayAt = (day: number, time: string): string =>
  new Date(Date.parse(`2024-01-01T${time}.000Z`) + day * 86_400_000).toISOString()

let harness: Harness
let urls: string[]
let trades: string[]
let reports: string[]

beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'old' })
  await harness.register({ bot_id: 'ruined', initial_capital: '100', position_size: '1000' })
  await harness.register({ bot_id: 'past', mode: 'replay' })
  await harness.register({ bot_id: 'show', mode: 'demo' })
  await harness.register({ bot_id: 'hush', public: false, name: 'Hush hush' })
  const made: { trade_id: string }[] = []
  for (let day = 0; day < DAYS; day += 1) {
    const accepted_at = dayAt(day, '09:00:00')
    const exit = day % 3 === 0 ? '94' : '111'
    made.push(await harness.trade({ bot_id: 'old', signal_id: `o${day}`, strategy: 'trend', accepted_at }, exit))
    await harness.record(clockAt(dayAt(day + 1, '00:00:00')))
  }
  const short = { direction: 'SHORT', take_profit: '90', stop_loss: '110', position_size: '1000' } as const
  made.push(await harness.trade({ bot_id: 'ruined', signal_id: 'r1', ...short }, '900'))
  made.push(await harness.trade({ bot_id: 'past', signal_id: 'p1', mode: 'replay', run: 'run1' }, '111'))
  made.push(await harness.trade({ bot_id: 'show', signal_id: 'd1', mode: 'demo', venue: 'demo' }, '94'))
  await harness.register({ bot_id: 'empty' })
  await harness.register({ bot_id: 'young' })
  made.push(await harness.trade({ bot_id: 'young', signal_id: 'y1', accepted_at: dayAt(DAYS, '10:00:00') }, '111'))
  await harness.trade({ bot_id: 'hush', signal_id: 'hush-1', symbol: 'HUSHUSDT', strategy: 'hush' }, '94')
  trades = made.map(({ trade_id }) => trade_id)
  const report = async (query: string) => {
    const { body } = await harness.ask(`/api/performance/force-report${query}`, { method: 'POST', operator: true })
    return body.data.report_id
  }
  reports = await Promise.all(['', '?bot_id=ruined', '?bot_id=hush', '?mode=replay'].map(report))
  const log = createLogger({ service: 'gateway', level: 'fatal' })
  const server = createServer(harness.gateway, { log, adminToken: TOKEN })
  urls = [...new Set(server.routeTable.urls('GET'))].filter((url) => url.startsWith('/api/'))
  await server.ready()
})
afterAll(() => harness[Symbol.asyncDispose]())

/** Values for the names in paths; a route with a new one must say here what to ask it for. */
const valuesOf = (name: string): string[] => {
  if (name === 'bot_id') return [...BOTS, 'hush']
  if (name === 'signal_id') return ['o1', 'y1', 'hush-1']
  if (name === 'trade_id') return trades
  if (name === 'code') return ['validation']
  if (name === 'report_id') return reports
  if (name.endsWith('_id')) return ['none']
  throw new Error(`the walk knows no value for :${name}`)
}

const pathsOf = (url: string): string[] => {
  const name = /:(\w+)/.exec(url)?.[1]
  if (name === undefined) return [url]
  return valuesOf(name).flatMap((value) => pathsOf(url.replace(`:${name}`, value)))
}

const QUERIES = [
  '',
  ...[...BOTS, 'hush'].map((bot) => `?bot_id=${bot}`),
  ...MODES.map((mode) => `?mode=${mode}`),
  '?as_of=1',
  '?as_of=40&mode=live',
  '?as_of=60&bot_id=old',
  '?hours=876000&bot_id=old',
  '?hours=876000&interval=1d&bot_id=ruined',
  '?hours=876000&mode=replay',
]

/** Everything wrong with an answer: numbers that are none, and figures that are missing without a reason. */
const faultsIn = (value: unknown, at: string): string[] => {
  if (typeof value === 'number') return SENTINELS.includes(value) ? [`${at} is ${value}`] : []
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((each, index) => faultsIn(each, `${at}/${index}`))
  return Object.entries(value).flatMap(([name, each]) => faultsIn(each, `${at}/${name}`))
}

const unexplainedIn = (value: unknown, at: string, quality: Record<string, unknown> | null): string[] => {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((each, index) => unexplainedIn(each, `${at}/${index}`, null))
  const own = (value as { quality?: Record<string, unknown> }).quality ?? quality
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === 'quality') return []
    if (each !== null) return unexplainedIn(each, `${at}/${name}`, own)
    const reason = (own?.[name] as { state?: string; reason?: string } | undefined) ?? {}
    // A row of a report's table names the reason beside the figure.
    const beside = typeof (value as Record<string, unknown>)[`${name}_reason`] === 'string'
    const explained = beside || (reason.state === 'undefined' && typeof reason.reason === 'string')
    return FIGURES.has(name) && !explained ? [`${at}/${name} is null without a reason`] : []
  })
}

const walk = async (check: (path: string, text: string, status: number) => string[], operator: boolean) => {
  const faults: string[] = []
  let answers = 0
  for (const url of urls) {
    if (url.endsWith('/status-stream')) continue
    for (const path of pathsOf(url)) {
      for (const query of QUERIES) {
        const response = await fetch(`${harness.url}${path}${query}`, {
          headers: operator ? { authorization: `Bearer ${TOKEN}` } : {},
        })
        const text = await response.text()
        if (!/json/.test(response.headers.get('content-type') ?? '')) continue
        answers += 1
        faults.push(...check(`${path}${query}`, text, response.status))
      }
    }
  }
  expect(answers).toBeGreaterThan(500)
  return faults
}

describe('every answer of every route', () => {
  it('holds true numbers only, and a reason for each figure that there is none of', async () => {
    const faults = await walk((path, text, status) => {
      const bad = /(?<=[:[,])(?:-?NaN|-?Infinity|-0(?:\.0+)?)(?=[\],}])/.exec(text)
      if (bad !== null) return [`${path}: ${bad[0]}`]
      if (status >= 500 && path !== '/api/health') return [`${path}: ${status}`]
      const { data } = JSON.parse(text)
      return [...faultsIn(data, path), ...unexplainedIn(data, path, null)]
    }, true)
    expect(faults).toEqual([])
  })

  it('says nothing of private bots to the public', async () => {
    const faults = await walk((path, text) => {
      const { success, data, meta } = JSON.parse(text)
      if (success !== true) return []
      return /hush/i.test(JSON.stringify([data, meta])) ? [path] : []
    }, false)
    expect(faults).toEqual([])
  })
})
