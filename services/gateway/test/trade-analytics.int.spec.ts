import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

/** Given to run a case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const FACTS = 4000

type Row = { [field: string]: unknown }

let harness: Harness
let trades: Row[]

beforeAll(async () => {
  harness = await startHarness()
  const facts = randomLedger({ seed, facts: FACTS, partitions: harness.tape.partitions, pauseMsMax: 100_000 })
  const publisher = harness.tape.publisher()
  for (const fact of facts) await publisher.publish(subjectOf(fact), fact.text)
  if (!(await harness.gateway.watch.reached(FACTS, 60_000))) throw new Error('the projection is not there')
  await harness.register({ bot_id: 'hidden', public: false })
  trades = await harness.store.projection().selectFrom('trades').selectAll().execute()
})
afterAll(() => harness[Symbol.asyncDispose]())

const ask = (path: string) => harness.data(path, { operator: true })
const at = (trade: Row, field: string): number => Number(trade[field])
const sideOf = (trade: Row): number => (trade['direction'] === 'LONG' ? 1 : -1)

/** Cost in bps and expected notional, as a reader would work it out for one trade. */
const entryCost = (trade: Row): [number, number] => [
  ((sideOf(trade) * (at(trade, 'entry_price') - at(trade, 'signal_price'))) / at(trade, 'signal_price')) * 10_000,
  at(trade, 'quantity') * at(trade, 'signal_price'),
]
const exitCost = (trade: Row): [number, number] => {
  const level = trade['status'] === 'CLOSED_TP' ? at(trade, 'take_profit') : at(trade, 'stop_loss')
  return [((sideOf(trade) * (level - at(trade, 'exit_price'))) / level) * 10_000, at(trade, 'quantity') * level]
}
const weighted = (costs: [number, number][]): number | null => {
  const notional = costs.reduce((sum, [, weight]) => sum + weight, 0)
  return costs.length === 0 ? null : costs.reduce((sum, [cost, weight]) => sum + cost * weight, 0) / notional
}
const medianOf = (values: number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return sorted.length === 0 ? null : ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}
const near = (value: number | null, expected: number | null) => {
  if (expected === null) expect(value).toBeNull()
  else expect(value).toBeCloseTo(expected, 6)
}

/** What became of trades up to a ledger sequence. */
const asOf = (own: Row[], seq: number) => {
  const accepted = own.filter((trade) => at(trade, 'accepted_seq') <= seq)
  const isBy = (trade: Row, field: string) => trade[field] !== null && at(trade, field) <= seq
  const entered = accepted.filter((trade) => isBy(trade, 'entry_seq'))
  const missed = accepted.filter((trade) => trade['status'] === 'NOT_ENTERED' && isBy(trade, 'exit_seq'))
  const closed = accepted.filter((trade) => trade['status'] !== 'NOT_ENTERED' && isBy(trade, 'exit_seq'))
  const entries = entered.filter((trade) => trade['entry_rule'] === 'next_tick').map(entryCost)
  const exits = closed.filter(({ status }) => status === 'CLOSED_TP' || status === 'CLOSED_SL').map(exitCost)
  return { accepted, entered, missed, closed, entries, exits }
}

describe(`the execution (seed ${seed})`, () => {
  it('counts each accepted signal once, and weighs what fills cost, now and as of any sequence', async () => {
    let slipped = 0
    for (const mode of ['live', 'demo', 'replay']) {
      const own = trades.filter((trade) => trade['mode'] === mode)
      for (const seq of [FACTS, FACTS / 2]) {
        const shown = await ask(`/api/v1/analytics/execution?mode=${mode}${seq === FACTS ? '' : `&as_of=${seq}`}`)
        const { accepted, entered, missed, closed, entries, exits } = asOf(own, seq)
        const counts = [accepted.length, entered.length, missed.length]
        expect([mode, seq, shown.accepted, shown.entered, shown.missed]).toEqual([mode, seq, ...counts])
        expect(shown.accepted).toBe(shown.waiting + shown.entered + shown.missed)
        for (const [reason, count] of Object.entries(shown.missed_by_reason)) {
          expect([reason, count]).toEqual([reason, missed.filter((trade) => trade['missed_reason'] === reason).length])
        }
        const decided = entered.length + missed.length
        near(shown.fill_rate_pct, decided === 0 ? null : (entered.length / decided) * 100)
        near(shown.slippage.entry.mean_bps, weighted(entries))
        near(shown.slippage.exit.mean_bps, weighted(exits))
        near(shown.slippage.entry.median_bps, medianOf(entries.map(([cost]) => cost)))
        expect(shown.slippage.entry).toMatchObject({ n: entries.length, excluded: entered.length - entries.length })
        expect(shown.slippage.exit).toMatchObject({ n: exits.length, excluded: closed.length - exits.length })
        for (const { n, bins } of [shown.slippage.entry, shown.slippage.exit]) {
          expect(bins.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(n)
        }
        expect(shown.ambiguous).toBe(closed.filter((trade) => trade['ambiguous']).length)
        expect(shown.price_gaps).toBe([...closed, ...missed].filter((trade) => trade['price_gap']).length)
        slipped += entries.filter(([cost]) => cost !== 0).length
      }
    }
    expect(slipped).toBeGreaterThan(10)
  })

  it('is the same by symbol and by hour of the acceptance', async () => {
    const { by, accepted } = await ask('/api/v1/analytics/execution?mode=live')
    const own = trades.filter(({ mode }) => mode === 'live')
    const values = {
      symbol: (trade: Row) => trade['symbol'],
      hour: (trade: Row) => String(trade['accepted_at']).slice(11, 13),
    }
    for (const [name, valueOf] of Object.entries(values)) {
      const slices: Row[] = by[name]
      expect(slices.reduce((sum, slice) => sum + at(slice, 'accepted'), 0)).toBe(accepted)
      for (const slice of slices) {
        const { entered, missed, entries, exits } = asOf(
          own.filter((trade) => valueOf(trade) === slice['value']),
          FACTS,
        )
        expect(slice).toMatchObject({ entered: entered.length, missed: missed.length, values: 1 })
        near(slice['entry_slippage_bps'] as number | null, weighted(entries))
        near(slice['exit_slippage_bps'] as number | null, weighted(exits))
      }
    }
  })

  it('counts private bots for operators alone', async () => {
    for (const mode of ['live', 'demo', 'replay']) {
      const { accepted } = await harness.data(`/api/v1/analytics/execution?mode=${mode}`)
      expect(accepted).toBe(trades.filter((trade) => trade['mode'] === mode && trade['public'] === true).length)
    }
    expect((await harness.ask('/api/v1/analytics/execution?bot_id=hidden')).status).toBe(404)
  })

  it('tells how long steps took, and by whose clocks', async () => {
    const { latency } = await ask('/api/v1/analytics/execution?mode=live')
    const own = trades.filter(({ mode }) => mode === 'live')
    const waits = asOf(own, FACTS)
      .entered.filter((trade) => trade['entry_rule'] === 'next_tick')
      .map((trade) => Date.parse(String(trade['entry_time'])) - Date.parse(String(trade['accepted_at'])))
    expect(latency.accepted_to_entry).toMatchObject({
      n: waits.filter((ms) => ms >= 0).length,
      negative: waits.filter((ms) => ms < 0).length,
      newest: own.length,
      from_clock: 'bus',
      to_clock: 'prices',
    })
    near(latency.accepted_to_entry.p50_ms, medianOf(waits.filter((ms) => ms >= 0)))
    // These signals were received in 2024, and are in the ledger since now.
    expect(latency.received_to_accepted).toMatchObject({ negative: 0, newest: Math.min(200, own.length) })
    expect(latency.received_to_accepted.p50_ms).toBeGreaterThan(86_400_000)
    for (const one of Object.values<Row>(latency)) expect(one['reason']).toBe(one['n'] === 0 ? 'TOO_FEW' : null)
  })

  it('does not tell how long a replay’s signals took from their source, whose clock is not ours', async () => {
    const { latency, accepted } = await ask('/api/v1/analytics/execution?mode=replay')
    expect(accepted).toBeGreaterThan(0)
    expect(latency.source_to_received).toMatchObject({ n: 0, negative: 0, newest: 0, p50_ms: null, p99_ms: null })
    expect(latency.source_to_received.reason).toBe('OWN_CLOCK')
    expect(latency.received_to_accepted.reason).toBeNull()
  })
})

describe('the leaderboard', () => {
  it('ranks the bots of a mode by a figure of their snapshots, and hides none', async () => {
    for (const [metric, sign] of [
      ['total_return_pct', -1],
      ['max_drawdown_pct', 1],
      ['profit_factor', -1],
    ] as const) {
      const board = await ask(`/api/v1/analytics/leaderboard?mode=live&metric=${metric}&min_trades=5`)
      const bots = await harness.store
        .projection()
        .selectFrom('bots')
        .select('bot_id')
        .where('mode', '=', 'live')
        .execute()
      expect(board.rows.map(({ bot_id }: Row) => bot_id).toSorted()).toEqual(
        bots.map(({ bot_id }) => bot_id).toSorted(),
      )
      expect(board).toMatchObject({
        bots: bots.length,
        truncated: false,
        metric,
        better: sign === 1 ? 'lower' : 'higher',
      })
      const ranked = board.rows.slice(0, board.ranked)
      for (const [place, row] of board.rows.entries()) {
        const kpi = await ask(`/api/kpi/current?bot_id=${row.bot_id}`)
        for (const name of Object.keys(row.kpi))
          if (name !== 'quality') expect([name, row.kpi[name]]).toEqual([name, kpi[name]])
        const why = kpi.total_trades < 5 ? 'TOO_FEW_TRADES' : kpi[metric] === null ? 'UNDEFINED' : null
        expect([row.bot_id, row.why_unranked]).toEqual([row.bot_id, why])
        if (why !== null) {
          expect([row.rank, place >= board.ranked]).toEqual([null, true])
          continue
        }
        expect(row.rank).toBe(
          1 +
            ranked.filter((other: Row) => ((other['kpi'] as Row)[metric] as number) * sign < kpi[metric] * sign).length,
        )
      }
      const values = ranked.map((row: { kpi: Row }) => (row.kpi[metric] as number) * sign)
      expect(values).toEqual(values.toSorted((a: number, b: number) => a - b))
    }
  })

  it('draws each record in at most 60 points that end with the account value of now', async () => {
    const { rows } = await ask('/api/v1/analytics/leaderboard?mode=live&min_trades=0')
    for (const { bot_id, equity, kpi, age_days, started_at } of rows) {
      const days = await harness.store
        .projection()
        .selectFrom('daily_returns')
        .selectAll()
        .where('scope', '=', bot_id)
        .execute()
      expect(equity.length).toBe(Math.min(60, days.length + 1))
      expect(equity.at(-1).equity).toBe(kpi.account_value)
      const dates = equity.map(({ date }: { date: string }) => date)
      expect(dates).toEqual(dates.toSorted())
      expect([age_days >= 0, started_at !== null]).toEqual([true, true])
    }
  })

  it('shows private bots to operators alone', async () => {
    const shown = await harness.data('/api/v1/analytics/leaderboard?mode=live')
    const all = await ask('/api/v1/analytics/leaderboard?mode=live')
    expect(shown.bots).toBeLessThan(all.bots)
    expect((await harness.ask('/api/v1/analytics/leaderboard?metric=luck')).status).toBe(400)
  })
})
