import { FIGURE_NAMES } from '@papertape/metrics'
import { clockAt } from '@papertape/metrics/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const DAYS = 40
const DAY_MS = 86_400_000
/** Registration is by the wall clock, so the record begins yesterday and runs into the future. */
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS
const at = (day: number, hours = 0): string => new Date(START_MS + day * DAY_MS + hours * 3_600_000).toISOString()

type Snapshot = { timestamp: string; ledger_seq: number; account_value: number; [figure: string]: unknown }

let harness: Harness
let nowMs = START_MS + DAYS * DAY_MS
const ask = (path: string) => harness.data(path)

/** A trade a day for forty days: 9.79 won, then two times 6.199… lost, and so on; clock ticks every six hours. */
beforeAll(async () => {
  harness = await startHarness({ now: () => new Date(nowMs).toISOString() })
  nowMs = START_MS
  await harness.register({ bot_id: 'daily' })
  await harness.register({ bot_id: 'past', mode: 'replay' })
  nowMs = START_MS + DAYS * DAY_MS + 3_600_000
  for (let day = 0; day < DAYS; day += 1) {
    const signal = { bot_id: 'daily', signal_id: `d${day}`, accepted_at: at(day, 9) }
    await harness.trade(signal, day % 3 === 0 ? '111' : '94')
    await harness.trade({ ...signal, signal_id: `e${day}`, accepted_at: at(day, 15), strategy: 'late' }, '111')
    await harness.record(clockAt(at(day + 1)))
  }
  await harness.trade(
    { bot_id: 'past', signal_id: 'p1', mode: 'replay', run: 'r', accepted_at: '2021-05-19T10:00:00.000Z' },
    '94',
  )
  await harness.trade(
    { bot_id: 'past', signal_id: 'p2', mode: 'replay', run: 'r', accepted_at: '2021-05-20T10:05:00.000Z' },
    '111',
  )
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('the newest snapshot', () => {
  it('has every figure, and rolling returns beside those of the calendar', async () => {
    const kpi = await ask('/api/kpi/current?bot_id=daily')
    expect(Object.keys(kpi)).toEqual(
      expect.arrayContaining([...FIGURE_NAMES, 'timestamp', 'bot_id', 'ledger_seq', 'quality']),
    )
    const history: Snapshot[] = await ask('/api/kpi/history?hours=10000&bot_id=daily')
    const growthSince = (time: string) => {
      const then = history.findLast(({ timestamp }) => timestamp <= time)?.account_value ?? Number.NaN
      return (kpi.account_value / then - 1) * 100
    }
    expect(kpi.return_24h_pct).toBeCloseTo(growthSince(at(DAYS - 1)), 9)
    expect(kpi.return_7d_pct).toBeCloseTo(growthSince(at(DAYS - 7)), 9)
    expect(kpi.return_30d_pct).toBeCloseTo(growthSince(at(DAYS - 30)), 9)
    expect(kpi.return_30d_pct).not.toBe(kpi.monthly_return_pct)
  })

  it('has no rolling return over more than the record', async () => {
    const kpi = await ask('/api/kpi/current?bot_id=past')
    expect(kpi.return_24h_pct).toBeTypeOf('number')
    expect([kpi.return_7d_pct, kpi.return_30d_pct]).toEqual([null, null])
    expect(kpi.quality).toMatchObject({
      return_7d_pct: { n: 0, state: 'undefined', reason: 'TOO_FEW' },
      return_30d_pct: { n: 0, state: 'undefined', reason: 'TOO_FEW' },
    })
  })
})

describe('the history', () => {
  it('counts back from now, and ends with the newest snapshot', async () => {
    const { body } = await harness.ask('/api/kpi/history?bot_id=daily')
    const points: Snapshot[] = body.data
    const { from, to } = body.meta
    expect([from, to]).toEqual([at(DAYS - 1, 1), at(DAYS, 1)])
    expect(points.every(({ timestamp }) => timestamp >= from && timestamp <= to)).toBe(true)
    const {
      return_24h_pct: _,
      return_7d_pct: __,
      return_30d_pct: ___,
      quality: ____,
      ...kpi
    } = await ask('/api/kpi/current?bot_id=daily')
    expect(points.at(-1)).toMatchObject(kpi)
    const order = points.map(({ ledger_seq }) => ledger_seq)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('counts back from a replay’s own newest snapshot', async () => {
    const { body } = await harness.ask('/api/kpi/history?hours=24&bot_id=past')
    expect(body.meta.to).toBe('2021-05-20T10:05:01.000Z')
    // The window begins five minutes behind the first trade; of each minute there is the last one.
    expect(body.data.map(({ timestamp }: Snapshot) => timestamp)).toEqual(['2021-05-20T10:05:01.000Z'])
    const longer: Snapshot[] = await ask('/api/kpi/history?hours=25&bot_id=past')
    expect(longer.map(({ timestamp }) => timestamp)).toEqual(['2021-05-19T10:00:01.000Z', '2021-05-20T10:05:01.000Z'])
  })

  it('holds the last snapshot of each interval, never a mean', async () => {
    const all: Snapshot[] = await ask('/api/kpi/history?hours=960&interval=1m&bot_id=daily')
    for (const [interval, ms] of [
      ['1h', 3_600_000],
      ['1d', DAY_MS],
    ] as const) {
      const { body } = await harness.ask(`/api/kpi/history?hours=960&interval=${interval}&bot_id=daily`)
      expect(body.meta.interval).toBe(interval)
      const lasts = new Map(all.map((point) => [Math.floor(Date.parse(point.timestamp) / ms), point]))
      expect(body.data).toEqual([...lasts.values()])
    }
  })

  it('goes on in pages without a hole and without a point twice', async () => {
    const path = '/api/kpi/history?hours=960&interval=1h&bot_id=daily'
    const all: Snapshot[] = await ask(path)
    const paged: Snapshot[] = []
    let cursor = ''
    do {
      const { body } = await harness.ask(`${path}&limit=7${cursor}`)
      expect(body.data.length).toBeLessThanOrEqual(7)
      paged.push(...body.data)
      cursor = body.page.next === null ? '' : `&cursor=${encodeURIComponent(body.page.next)}`
    } while (cursor !== '')
    expect(paged).toEqual(all)
  })

  it('says what may be asked', async () => {
    const bad = await harness.ask('/api/kpi/history?interval=7m')
    expect(bad.body).toMatchObject({ status: 400, code: 'validation' })
    expect(bad.body.errors[0].message).toContain('1m, 5m, 15m')
    for (const query of ['hours=0', 'hours=abc', 'hours=-1', 'limit=5', 'interval=1h&limit=5001', 'hours=1&hours=2']) {
      expect((await harness.ask(`/api/kpi/history?${query}`)).status, query).toBe(400)
    }
  })

  it('is empty where nothing has been heard', async () => {
    expect((await harness.ask('/api/kpi/history?mode=demo')).body).toMatchObject({ success: true, data: [] })
  })
})

describe('the summary', () => {
  it('has the contract’s shape, in per cent', async () => {
    const kpi = await ask('/api/kpi/current')
    const { quality, ...summary } = await ask('/api/kpi/summary')
    expect(summary).toEqual({
      status: 'active',
      timestamp: kpi.timestamp,
      returns: {
        total: kpi.total_return_pct,
        daily: kpi.daily_return_pct,
        weekly: kpi.weekly_return_pct,
        monthly: kpi.monthly_return_pct,
      },
      risk_metrics: {
        sharpe_ratio: kpi.sharpe_ratio,
        sortino_ratio: kpi.sortino_ratio,
        max_drawdown: kpi.max_drawdown_pct,
        current_drawdown: kpi.current_drawdown_pct,
      },
      trade_stats: {
        total_trades: 80,
        winning_trades: kpi.winning_trades,
        losing_trades: kpi.losing_trades,
        win_rate: (kpi.winning_trades / 80) * 100,
        profit_factor: kpi.profit_factor,
      },
    })
    expect(quality).toEqual({ sortino_ratio: { n: 40, state: 'undefined', reason: 'NO_LOSSES' } })
    expect((await ask('/api/kpi/summary?mode=demo')).status).toBe('no_data')
  })
})

describe('the performance', () => {
  it('breaks trades down ten ways, each summing exactly to the total', async () => {
    for (const query of ['', '?bot_id=daily', '?mode=replay', '?bot_id=daily&as_of=100']) {
      const { pnl_total, segments: _, ...data } = await ask(`/api/public/paper-trading/performance/${query}`)
      const breakdowns = Object.entries(data).filter(([name]) => name.startsWith('pnl_by_'))
      expect(breakdowns).toHaveLength(10)
      for (const [name, slices] of breakdowns) {
        for (const amount of ['gross_pnl', 'fees', 'realized_pnl']) {
          const sum = (slices as { exact: Record<string, string> }[]).reduce(
            (all, { exact }) => all + asUnits(exact[amount] ?? ''),
            0n,
          )
          expect([query, name, amount, sum]).toEqual([query, name, amount, asUnits(pnl_total.exact[amount])])
        }
      }
      expect(pnl_total.realized_pnl).toBe(data.realized_pnl)
      expect(pnl_total.trades).toBe(data.total_trades)
    }
  })

  it('tells the record of each policy, now and as it was', async () => {
    nowMs = START_MS + DAYS * DAY_MS + 2 * 3_600_000
    const before = await ask('/api/public/paper-trading/performance/?bot_id=daily')
    await harness.ask('/api/v1/bots/daily', { method: 'PATCH', body: { position_size: '200' }, operator: true })
    const { segments, ledger_seq } = await ask('/api/public/paper-trading/performance/?bot_id=daily')
    expect(segments).toMatchObject([
      { position_size: '100', trades: 80, exact: { realized_pnl: before.pnl_total.exact.realized_pnl } },
      { position_size: '200', trades: 0 },
    ])
    const past = await ask(`/api/public/paper-trading/performance/?bot_id=daily&as_of=${ledger_seq}`)
    expect(past.segments).toEqual(before.segments)
  })
})

describe('the overview', () => {
  it('has the contract’s shape', async () => {
    const { kpi, ...overview } = await ask('/api/dashboard/overview')
    expect(kpi).toEqual(await ask('/api/kpi/current'))
    expect(overview).toEqual({
      timestamp: new Date(nowMs).toISOString(),
      performance_tracking: expect.objectContaining({
        running: false,
        paused: false,
        update_count: 0,
        report_interval: 3600,
      }),
      risk_alarms: { active_count: 0, has_critical: false, has_warning: false, active_alarms: [] },
      system_health: { kpi_tracking: 'absent', performance_tracking: 'absent', risk_monitoring: 'absent' },
    })
  })
})

/** A decimal text as a whole number of 10⁻¹⁸. */
const asUnits = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const units = BigInt(whole + fraction.padEnd(18, '0'))
  return text.startsWith('-') ? -units : units
}
