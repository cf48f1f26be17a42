import { decimal, formatDecimal } from '@papertape/money'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

/** Given to run a case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const FACTS = 4000

type Trade = {
  bot_id: string
  direction: 'LONG' | 'SHORT'
  realized_pnl: string
  exit_seq: number
  [field: string]: unknown
}
type Figures = { [name: string]: number | null }
const SHARED = [
  'winning_trades',
  'losing_trades',
  'breakeven_trades',
  'win_rate_pct',
  'profit_factor',
  'expectancy',
  'expectancy_ratio',
  'average_win',
  'average_loss',
  'largest_win',
  'largest_loss',
  'max_consecutive_losses',
  'average_duration_seconds',
  'realized_pnl',
]

let harness: Harness
let closed: Trade[]
let scopes: string[]
const ask = (query: string) => harness.data(`/api/v1/analytics/trades${query}`, { operator: true })

beforeAll(async () => {
  harness = await startHarness()
  const facts = randomLedger({ seed, facts: FACTS, partitions: harness.tape.partitions, pauseMsMax: 100_000 })
  const publisher = harness.tape.publisher()
  for (const fact of facts) await publisher.publish(subjectOf(fact), fact.text)
  if (!(await harness.gateway.watch.reached(FACTS, 60_000))) throw new Error('the projection is not there')
  await harness.register({ bot_id: 'hidden', public: false })
  const rows = await harness.store.projection().selectFrom('trades').selectAll().execute()
  closed = rows.filter((row) => row.realized_pnl !== null) as unknown as Trade[]
  const bots = await harness.store.projection().selectFrom('bots').select('bot_id').execute()
  scopes = [...bots.map(({ bot_id }) => `bot_id=${bot_id}`), 'mode=live', 'mode=demo', 'mode=replay']
})
afterAll(() => harness[Symbol.asyncDispose]())

const isOf = (scope: string) => {
  const [name, value] = scope.split('=')
  return (trade: Trade) => trade[name ?? ''] === value
}
const sumOf = (trades: readonly Trade[], field: string) =>
  formatDecimal(trades.reduce((sum, trade) => sum + decimal(String(trade[field])), 0n))
const netOf = ({ realized_pnl }: Trade) => Number(realized_pnl)

describe(`statistics of closed trades (seed ${seed})`, () => {
  it('have the figures that the KPI snapshot has, bit for bit', async () => {
    for (const scope of scopes) {
      const { all } = await harness.data(
        `/api/v1/analytics/trades?${scope}`,
        scope.startsWith('bot_id') ? { operator: true } : {},
      )
      const kpi: Figures & { quality: object } = await harness.data(`/api/kpi/current?${scope}`, { operator: true })
      for (const name of SHARED) expect([scope, name, all[name]]).toEqual([scope, name, kpi[name]])
      expect([scope, all.trades]).toEqual([scope, kpi['total_trades']])
      for (const [name, quality] of Object.entries(all.quality)) {
        if (name in kpi) expect([scope, name, quality]).toEqual([scope, name, kpi.quality[name as never]])
      }
    }
  })

  it('break down into slices that sum exactly to all, long and short as well', async () => {
    let slicesSeen = 0
    for (const scope of scopes) {
      const { all, long, short, by } = await ask(`?${scope}`)
      const own = closed.filter(isOf(scope))
      expect([scope, all.exact]).toEqual([
        scope,
        { gross_pnl: sumOf(own, 'gross_pnl'), fees: sumOf(own, 'fees'), realized_pnl: sumOf(own, 'realized_pnl') },
      ])
      for (const [name, slices] of [...Object.entries(by), ['sides', [long, short]]] as [string, (typeof all)[]][]) {
        slicesSeen += slices.length
        for (const amount of ['gross_pnl', 'fees', 'realized_pnl']) {
          const sum = slices.reduce((total, { exact }) => total + decimal(exact[amount]), 0n)
          expect([scope, name, amount, formatDecimal(sum)]).toEqual([scope, name, amount, all.exact[amount]])
        }
        for (const count of ['trades', 'winning_trades', 'losing_trades', 'breakeven_trades']) {
          const sum = slices.reduce((total, slice) => total + slice[count], 0)
          expect([scope, name, count, sum]).toEqual([scope, name, count, all[count]])
        }
      }
    }
    expect(slicesSeen).toBeGreaterThan(100)
  })

  it('are spread out in histograms that hold every trade', async () => {
    const own = closed.filter(isOf('mode=live'))
    const { durations, pnl_pct, r_multiples, all } = await ask('?mode=live')
    const inBins = (values: number[], bins: { from: number; to: number }[]) =>
      bins.map(({ from, to }, place) => {
        const isLast = place === bins.length - 1
        return values.filter((value) => value >= from && (value < to || (isLast && value === to))).length
      })
    const countsOf = ({ bins }: { bins: { count: number }[] }) => bins.map(({ count }) => count)
    const lasting = own.map((trade) => Number(trade['duration_seconds']))
    const percents = own.map((trade) => Number(trade['realized_pnl_pct']))
    const multiples = own.flatMap((trade) => {
      const risk = (trade.direction === 'LONG' ? 1 : -1) * (Number(trade['entry_price']) - Number(trade['stop_loss']))
      return trade['stop_loss'] === null || risk <= 0 ? [] : [netOf(trade) / (risk * Number(trade['quantity']))]
    })
    expect(countsOf(durations)).toEqual(inBins(lasting, durations.bins))
    expect(countsOf(pnl_pct)).toEqual(inBins(percents, pnl_pct.bins))
    expect([r_multiples.n, r_multiples.n + r_multiples.excluded]).toEqual([multiples.length, all.trades])
    expect(countsOf(r_multiples).reduce((a: number, b: number) => a + b, 0)).toBe(multiples.length)
    expect(r_multiples.mean).toBeCloseTo(multiples.reduce((a, b) => a + b, 0) / multiples.length, 9)
    const middle = percents.toSorted((a, b) => a - b)
    const half = (middle.length - 1) / 2
    expect(pnl_pct.median).toBeCloseTo(((middle[Math.floor(half)] ?? 0) + (middle[Math.ceil(half)] ?? 0)) / 2, 12)
  })

  it('name the five best and worst trades', async () => {
    const own = closed
      .filter(isOf('mode=live'))
      .map(netOf)
      .toSorted((a, b) => b - a)
    const { top } = await ask('?mode=live')
    expect(top.best.map(netOf)).toEqual(own.slice(0, 5))
    expect(top.worst.map(netOf)).toEqual(own.slice(-5).toReversed())
  })

  it('are about the trades that the filters mean', async () => {
    const filters = ['direction=SHORT', 'symbol=COIN0', 'market_type=FUTURES', 'min_confidence=0.5', 'from=2024-01-02']
    for (const filter of filters) {
      const trades: Trade[] = []
      for (let cursor = ''; ; ) {
        const { body } = await harness.ask(
          `/api/public/paper-trading/?mode=live&status=CLOSED&limit=500&${filter}${cursor}`,
          { operator: true },
        )
        trades.push(...body.data)
        if (body.page.next === null) break
        cursor = `&cursor=${encodeURIComponent(body.page.next)}`
      }
      const { all } = await ask(`?mode=live&${filter}`)
      expect([filter, all.trades, all.exact.realized_pnl]).toEqual([
        filter,
        trades.length,
        sumOf(trades, 'realized_pnl'),
      ])
    }
  })

  it('as of a sequence are those of the snapshot that stood then', async () => {
    for (const seq of [FACTS / 4, FACTS / 2, FACTS - 1]) {
      const past = await harness.ask(`/api/v1/analytics/trades?mode=live&as_of=${seq}`)
      expect(past.body.meta).toMatchObject({ as_of: { seq }, asked_as_of: String(seq), mode: 'live' })
      expect(past.headers.get('cache-control')).toContain('immutable')
      const { body } = await harness.ask(`/api/kpi/current?mode=live&as_of=${seq}`)
      for (const name of SHARED) expect([seq, name, past.body.data.all[name]]).toEqual([seq, name, body.data[name]])
    }
    expect((await harness.ask(`/api/v1/analytics/trades?as_of=${FACTS + 50}`)).body.code).toBe('as-of-beyond')
  })

  it('as of a time are those of the trades that had closed by then', async () => {
    const own = closed.filter(isOf('mode=live'))
    const times = own.map((trade) => String(trade['exit_time'])).toSorted()
    for (const time of [times[0], times[Math.floor(times.length / 2)], times.at(-1)]) {
      const { body } = await harness.ask(`/api/v1/analytics/trades?mode=live&as_of=${time}`, { operator: true })
      const then = own.filter((trade) => String(trade['exit_time']) <= String(time))
      expect(body.meta).toMatchObject({ as_of: { time }, asked_as_of: time })
      expect([time, body.data.all.trades]).toEqual([time, then.length])
      expect(body.data.all.exact.realized_pnl).toBe(sumOf(then, 'realized_pnl'))
      const execution = await harness.data(`/api/v1/analytics/execution?mode=live&as_of=${time}`, { operator: true })
      expect(execution.accepted - execution.waiting - execution.missed).toBe(execution.entered)
      expect(execution.slippage.exit.n + execution.slippage.exit.excluded).toBe(then.length)
    }
  })

  it('of private bots are for operators alone', async () => {
    const hidden = await harness.store
      .projection()
      .selectFrom('bots')
      .select('bot_id')
      .where('public', '=', false)
      .execute()
    expect(hidden.length).toBeGreaterThan(0)
    for (const { bot_id } of hidden) {
      expect((await harness.ask(`/api/v1/analytics/trades?bot_id=${bot_id}`)).status).toBe(404)
    }
    const shown = await harness.data('/api/v1/analytics/trades?mode=live')
    const all = await ask('?mode=live')
    const open = closed.filter((trade) => trade['mode'] === 'live' && trade['public'] === true)
    expect([shown.all.trades, all.all.trades]).toEqual([open.length, closed.filter(isOf('mode=live')).length])
  })

  it('of nothing are undefined, with the reason', async () => {
    const { all, r_multiples, top, by } = await ask('?mode=live&symbol=nothing')
    expect(all).toMatchObject({ trades: 0, win_rate_pct: null, sqn: null, kelly_pct: null, max_consecutive_wins: 0 })
    expect(all.exact).toEqual({ gross_pnl: '0', fees: '0', realized_pnl: '0' })
    expect(all.quality.sqn).toEqual({ n: 0, state: 'undefined', reason: 'NO_TRADES' })
    expect(r_multiples).toEqual({ n: 0, excluded: 0, mean: null, median: null, bins: [] })
    expect([top, by.symbol]).toEqual([{ best: [], worst: [] }, []])
  })

  it('are refused with a way out where PostgreSQL takes too long for them', async () => {
    const { db } = harness.store
    const cancelled = async (): Promise<boolean> => {
      const { rows } = await sql<{ done: boolean }>`
        select pg_cancel_backend(pid) as done from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%with cells%' and pid <> pg_backend_pid()`.execute(db)
      return rows.some(({ done }) => done)
    }
    await db.transaction().execute(async (tx) => {
      await sql`lock table projection.trades in access exclusive mode`.execute(tx)
      // What ends a statement from outside ends it as its own time limit does.
      const asked = harness.ask('/api/v1/analytics/trades?mode=live&symbol=slow', { operator: true })
      await expect.poll(cancelled, { timeout: 10_000 }).toBe(true)
      const { status, body } = await asked
      expect([status, body.code]).toEqual([422, 'too-much-asked'])
      expect(body.detail).toContain('shorter period')
    })
    expect((await ask('?mode=live&symbol=slow')).all.trades).toBe(0)
  })
})
