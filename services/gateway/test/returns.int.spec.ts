import { clockAt } from '@papertape/metrics/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const DAYS = 40
const DAY_MS = 86_400_000
const START_MS = Date.parse('2024-01-10T00:00:00.000Z')
const at = (day: number, hours = 0): string => new Date(START_MS + day * DAY_MS + hours * 3_600_000).toISOString()
const dateAt = (day: number): string => at(day).slice(0, 10)

type Day = { date: string; return_pct: number; equity: string; drawdown_pct: number }
type Point = { time: string; price: string; value: string; return_pct: number }

let harness: Harness
let nowMs = START_MS
const ask = (path: string, operator = false) => harness.data(`/api/v1/analytics/${path}`, { operator })
/** The ledger sequence behind each day. */
const seqs: number[] = []

/**
 * Forty days of trades a day: `up` wins each third and loses else, `twin` does the same with half the stake, `against`
 * the opposite, `idle` nothing. `secret` is private and trades each tenth day.
 */
beforeAll(async () => {
  harness = await startHarness({ now: () => new Date(nowMs).toISOString() })
  for (const bot of ['up', 'twin', 'against', 'idle']) await harness.register({ bot_id: bot })
  await harness.register({ bot_id: 'secret', public: false })
  await harness.register({ bot_id: 'past', mode: 'replay' })
  for (let day = 0; day < DAYS; day += 1) {
    const isGood = day % 3 === 0
    const signal = { signal_id: `d${day}`, accepted_at: at(day, 9) }
    const [better, worse] = isGood ? ['111', '94'] : ['94', '111']
    await harness.trade({ ...signal, bot_id: 'up' }, better)
    await harness.trade({ ...signal, bot_id: 'twin', position_size: '50' }, better)
    await harness.trade({ ...signal, bot_id: 'against' }, worse)
    if (day % 10 === 0) await harness.trade({ ...signal, bot_id: 'secret', symbol: 'HUSHUSDT' }, worse)
    seqs.push(await harness.record(clockAt(at(day + 1))))
  }
  nowMs = START_MS + DAYS * DAY_MS + 3_600_000
  // One of another symbol, so that the other is the one traded most.
  await harness.trade({ bot_id: 'up', signal_id: 'eth', symbol: 'ETHUSDT', accepted_at: at(DAYS, 0.5) }, '111')
  const replayed = { bot_id: 'past', mode: 'replay' as const, run: 'r' }
  await harness.trade({ ...replayed, signal_id: 'p1', accepted_at: '2021-05-19T10:00:00.000Z' }, '94')
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('returns', () => {
  it('are those of each closed day, and the running one apart', async () => {
    const answer = await ask('returns?bot_id=up')
    const days: Day[] = answer.days
    expect(days.map(({ date }) => date)).toEqual(Array.from({ length: DAYS }, (_, day) => dateAt(day)))
    let before = 10_000
    for (const { equity, return_pct } of days) {
      expect(return_pct).toBeCloseTo((Number(equity) / before - 1) * 100, 10)
      before = Number(equity)
    }
    const kpi = await harness.data('/api/kpi/current?bot_id=up')
    expect(answer.running).toMatchObject({ date: dateAt(DAYS), return_pct: kpi.daily_return_pct })
    expect(Number(answer.running.equity)).toBe(kpi.account_value)
    expect(answer.truncated).toBe(false)
  })

  it('make months, years, rolling figures and drawdowns that agree with the snapshot', async () => {
    const kpi = await harness.data('/api/kpi/current?bot_id=up')
    const { months, years, rolling, drawdowns, distribution } = await ask('returns?bot_id=up')
    expect(months.map(({ month, days }: { month: string; days: number }) => [month, days])).toEqual([
      ['2024-01', 22],
      ['2024-02', 19],
    ])
    expect(months[1].return_pct).toBe(kpi.monthly_return_pct)
    expect(years).toEqual([{ year: 2024, return_pct: kpi.total_return_pct, days: DAYS + 1 }])
    expect([distribution.var_95_pct, distribution.cvar_95_pct]).toEqual([kpi.var_95_pct, kpi.cvar_95_pct])
    expect(distribution.stdev_pct * Math.sqrt(365)).toBeCloseTo(kpi.volatility_pct, 10)
    expect(drawdowns[0]).toMatchObject({ depth_pct: kpi.max_drawdown_pct, started_at: kpi.max_drawdown_started_at })
    expect(drawdowns.length).toBeLessThanOrEqual(5)
    expect(rolling.points.map(({ date }: Day) => date)).toEqual(
      Array.from({ length: DAYS - 29 }, (_, place) => dateAt(place + 29)),
    )
  })

  it('have the snapshot’s ratios where the window is the record', async () => {
    const seq = seqs[29]
    const kpi = await harness.data(`/api/kpi/current?bot_id=up&as_of=${seq}`)
    const { rolling } = await ask(`returns?bot_id=up&as_of=${seq}`)
    expect(rolling.points).toHaveLength(1)
    expect(rolling.points[0].sharpe).toBeCloseTo(kpi.sharpe_ratio, 10)
    expect(rolling.points[0].sortino).toBeCloseTo(kpi.sortino_ratio, 10)
    expect(rolling.points[0].volatility_pct).toBeCloseTo(kpi.volatility_pct, 10)
    expect(rolling.points[0].quality).toEqual({})
  })

  it('of a period are of its days alone', async () => {
    const all = await ask('returns?bot_id=up')
    const some = await ask(`returns?bot_id=up&from=${dateAt(20)}&to=${dateAt(34)}`)
    expect(some.days).toEqual(all.days.slice(20, 35))
    expect(some.running).toBeNull()
    expect(some.distribution.n).toBe(15)
    expect(some.rolling.points).toEqual(all.rolling.points.slice(0, 35 - 29))
    const growth = Number(all.days[34].equity) / Number(all.days[19].equity)
    expect(some.years).toEqual([{ year: 2024, return_pct: expect.closeTo((growth - 1) * 100, 10), days: 15 }])
    const none = await ask('returns?bot_id=up&from=2030-01-01')
    expect(none).toMatchObject({ days: [], months: [], years: [], drawdowns: [], rolling: { points: [] } })
    expect(none.quality).toMatchObject({ mean_pct: { reason: 'TOO_FEW' }, rolling: { reason: 'TOO_FEW' } })
  })

  it('of a portfolio are of its index, which money that joins does not move', async () => {
    const kpi = await harness.data('/api/kpi/current')
    const { body } = await harness.ask('/api/v1/analytics/returns')
    expect(body.meta.mode).toBe('live')
    expect(body.data.years[0].return_pct).toBeCloseTo(kpi.total_return_pct, 10)
    expect(Number(body.data.running.equity)).toBe(kpi.account_value)
  })

  it('of nobody are empty, and of a private bot not there', async () => {
    expect(await ask('returns?mode=demo')).toMatchObject({ days: [], running: null, months: [], drawdowns: [] })
    expect((await harness.ask('/api/v1/analytics/returns?bot_id=secret')).status).toBe(404)
    expect((await ask('returns?bot_id=secret', true)).days).toHaveLength(DAYS)
    for (const query of ['nope=1', 'from=x', 'as_of=99999', 'bot_id=up&bot_id=twin']) {
      expect((await harness.ask(`/api/v1/analytics/returns?${query}`)).status, query).toBe(400)
    }
  })
})

describe('correlations', () => {
  it('stand side by side where bots move alike', async () => {
    const { labels, cells, bots, truncated } = await ask('correlation')
    expect(labels.toSorted()).toEqual(['against', 'idle', 'twin', 'up'])
    expect([bots, truncated]).toEqual([4, false])
    const cellOf = (a: string, b: string) => cells[labels.indexOf(a)][labels.indexOf(b)]
    expect(cellOf('up', 'twin').value).toBeCloseTo(1, 4)
    expect(cellOf('up', 'against').value).toBeLessThan(-0.99)
    expect(cellOf('up', 'idle')).toEqual({ value: null, n: DAYS, reason: 'ZERO_VARIANCE' })
    expect(cellOf('up', 'up')).toEqual({ value: 1, n: DAYS, reason: null })
    expect(Math.abs(labels.indexOf('up') - labels.indexOf('twin'))).toBe(1)
  })

  it('are of the bots that are named, and of the days that were closed then', async () => {
    const early = await ask(`correlation?bot_id=up,against&as_of=${seqs[1]}`)
    expect(early.cells[0][1]).toEqual({ value: null, n: 2, reason: 'TOO_FEW' })
    const later = await harness.ask(`/api/v1/analytics/correlation?bot_id=up&bot_id=against&as_of=${at(5)}`)
    expect(later.body.data.cells[0][1]).toMatchObject({ n: 5, reason: null })
    expect(later.body.meta).toMatchObject({ asked_as_of: at(5), mode: 'live' })
  })

  it('never mix modes, nor show what is private', async () => {
    const status = async (query: string) => (await harness.ask(`/api/v1/analytics/correlation?${query}`)).status
    expect(await status('bot_id=up,past')).toBe(400)
    expect(await status('bot_id=up')).toBe(400)
    expect(await status('bot_id=up,up')).toBe(400)
    expect(await status('bot_id=up,nobody')).toBe(404)
    expect(await status('bot_id=up,secret')).toBe(404)
    expect(await status(`bot_id=up,twin&as_of=${seqs.at(-1)}0000`)).toBe(400)
    expect((await ask('correlation', true)).labels).toContain('secret')
    expect((await ask('correlation?bot_id=up,secret', true)).cells[0][1]).toMatchObject({ n: DAYS, reason: null })
  })
})

describe('the benchmark', () => {
  it('holds what was traded most, from the record’s own fills', async () => {
    const answer = await ask('benchmark?bot_id=up')
    expect(answer).toMatchObject({ symbol: 'BTCUSDT', basis: 'fills', start_value: '10000', truncated: false })
    const points: Point[] = answer.points
    expect(answer.fills).toBe(2 * DAYS)
    expect(points).toHaveLength(2 * DAYS)
    expect(points[0]).toMatchObject({ value: '10000', return_pct: 0 })
    const last = points.at(-1)
    const growth = Number(last?.price) / Number(points[0]?.price)
    expect(answer.return_pct).toBeCloseTo((growth - 1) * 100, 10)
    expect(Number(last?.value)).toBeCloseTo(10_000 * growth, 8)
    const times = points.map(({ time }) => time)
    expect(times).toEqual(times.toSorted())
  })

  it('is of the symbol, the period and the moment asked for', async () => {
    const eth = await ask('benchmark?bot_id=up&symbol=ETHUSDT')
    expect(eth).toMatchObject({ symbol: 'ETHUSDT', fills: 2 })
    const some = await ask(`benchmark?bot_id=up&from=${dateAt(3)}&to=${dateAt(4)}`)
    expect(some.fills).toBe(4)
    expect(some.points[0].return_pct).toBe(0)
    expect((await ask(`benchmark?bot_id=up&as_of=${seqs[2]}`)).fills).toBe(6)
    expect(await ask('benchmark?bot_id=idle')).toMatchObject({
      symbol: null,
      points: [],
      return_pct: null,
      quality: { return_pct: { n: 0, state: 'undefined', reason: 'NO_TRADES' } },
    })
  })

  it('of a portfolio starts with all its capital, and knows no private fill', async () => {
    const answer = await ask('benchmark')
    expect(answer).toMatchObject({ symbol: 'BTCUSDT', start_value: '40000', fills: 6 * DAYS })
    expect(await ask('benchmark?symbol=HUSHUSDT')).toMatchObject({ points: [], fills: 0 })
  })
})
