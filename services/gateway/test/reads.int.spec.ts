import { eventIdOf, UNKNOWN_BOT } from '@papertape/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness[Symbol.asyncDispose]())

const rejected = (
  bot_id: string,
  signal_id: string | null,
  reason: 'DUPLICATE' | 'UNKNOWN_BOT' | 'FILTERED',
  seq: number,
) => ({
  id: eventIdOf('signal.rejected', `${bot_id} ${seq}`),
  type: 'signal.rejected' as const,
  version: 1 as const,
  bot_id: reason === 'UNKNOWN_BOT' ? UNKNOWN_BOT : bot_id,
  time: '2024-01-01T00:00:30.000Z',
  cause: null,
  correlation: signal_id,
  data: {
    signal_id,
    reason,
    field: null,
    detail: 'because',
    bot_token: bot_id,
    mode: reason === 'UNKNOWN_BOT' ? null : ('live' as const),
    run: null,
    input: { stream: 'SIGNALS' as const, epoch: 'e1', seq: 1000 + seq, received_at: '2024-01-01T00:00:30.000Z' },
    received: { symbol: 'BTCUSDT' },
    raw: null,
  },
})

describe('a system with a little of everything', () => {
  let won: string
  let open: string

  beforeAll(async () => {
    await harness.register({ bot_id: 'alpha', name: 'Alpha' })
    await harness.register({ bot_id: 'beta', position_size: '50' })
    await harness.register({ bot_id: 'show', mode: 'demo' })
    await harness.register({ bot_id: 'past', mode: 'replay' })
    ;({ trade_id: won } = await harness.trade(
      { bot_id: 'alpha', signal_id: 'a/1 ünï', strategy: 'trend', confidence: 0.9, market_type: 'FUTURES' },
      '105',
      '111',
    ))
    await harness.trade({ bot_id: 'alpha', signal_id: 'a2', accepted_at: '2024-01-02T00:00:00.000Z' }, '94')
    await harness.trade(
      {
        bot_id: 'beta',
        signal_id: 'b1',
        position_size: '50',
        direction: 'SHORT',
        take_profit: '90',
        stop_loss: '110',
        accepted_at: '2024-01-03T00:00:00.000Z',
      },
      '99',
    )
    ;({ trade_id: open } = await harness.trade({
      bot_id: 'alpha',
      signal_id: 'a3',
      symbol: 'ETHUSDT',
      accepted_at: '2024-01-04T00:00:00.000Z',
    }))
    await harness.trade({ bot_id: 'show', signal_id: 'd1', mode: 'demo', venue: 'demo' }, '111')
    await harness.trade({ bot_id: 'past', signal_id: 'r1', mode: 'replay', run: 'run1' }, '111')
    await harness.record(rejected('alpha', 'a/1 ünï', 'DUPLICATE', 1), rejected('nobody', 'n1', 'UNKNOWN_BOT', 2))
  })

  it('lists live trades newest first, with every field of the contract', async () => {
    const { body } = await harness.ask('/api/public/paper-trading/')
    expect(body.data.map(({ signal_id }: { signal_id: string }) => signal_id)).toEqual(['a3', 'b1', 'a2', 'a/1 ünï'])
    expect(body).toMatchObject({
      success: true,
      page: { next: null },
      meta: { mode: 'live', as_of: { seq: expect.any(Number), time: expect.stringMatching(/Z$/) } },
    })
    expect(body.data.at(-1)).toEqual({
      trade_id: won,
      bot_id: 'alpha',
      signal_id: 'a/1 ünï',
      symbol: 'BTCUSDT',
      venue: 'binance',
      market_type: 'FUTURES',
      direction: 'LONG',
      strategy: 'trend',
      confidence: 0.9,
      status: 'CLOSED_TP',
      position_size: '100',
      quantity: '1',
      entry_price: '100',
      exit_price: '110',
      take_profit: '110',
      stop_loss: '95',
      entry_time: '2024-01-01T00:00:00.000Z',
      exit_time: '2024-01-01T00:00:02.000Z',
      duration_seconds: 2,
      gross_pnl: '10',
      entry_fee: '0.1',
      exit_fee: '0.11',
      fees: '0.21',
      realized_pnl: '9.79',
      realized_pnl_pct: '9.79',
      ambiguous: false,
      price_gap: false,
      mode: 'live',
      run: null,
      expires_at: null,
      missed_reason: null,
      closed_by: null,
      policy_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      accepted_at: '2024-01-01T00:00:00.000Z',
      accepted_seq: expect.any(Number),
    })
  })

  it.each([
    ['bot_id=alpha', ['a3', 'a2', 'a/1 ünï']],
    ['bot_id=show', ['d1']],
    ['mode=demo', ['d1']],
    ['mode=REPLAY', ['r1']],
    ['bot_id=past&mode=replay', ['r1']],
    ['symbol=ETHUSDT', ['a3']],
    ['symbol=ethusdt', []],
    ['symbol=ETHUSDT,BTCUSDT', ['a3', 'b1', 'a2', 'a/1 ünï']],
    ['market_type=futures', ['a/1 ünï']],
    ['direction=SHORT', ['b1']],
    ['status=OPEN', ['a3', 'b1']],
    ['status=closed', ['a2', 'a/1 ünï']],
    ['status=CLOSED_SL', ['a2']],
    ['strategy=trend', ['a/1 ünï']],
    ['min_confidence=0.9', ['a/1 ünï']],
    ['min_confidence=0.91', []],
    ['from=2024-01-02&to=2024-01-03', ['b1', 'a2']],
    ['from=2024-01-02T00:00:00.001Z', ['a3', 'b1']],
    ['to=2024-01-02T00:00:00Z', ['a/1 ünï']],
  ])('filters trades by %s', async (query, expected) => {
    const trades = await harness.data(`/api/public/paper-trading?${query}`)
    expect(trades.map(({ signal_id }: { signal_id: string }) => signal_id)).toEqual(expected)
  })

  it('sums the trades up, the same from running totals as from rows', async () => {
    const summary = await harness.data('/api/public/paper-trading/summary/')
    expect(summary).toEqual({
      total_pnl: 3.596,
      win_rate: 0.5,
      average_profit: 9.79,
      average_loss: -6.194,
      total_trades: 4,
      open_positions: 2,
      winning_trades: 1,
      losing_trades: 1,
      breakeven_trades: 0,
      total_signals: 5,
      quality: {},
    })
    expect(await harness.data('/api/public/paper-trading/summary?from=2000-01-01')).toEqual(summary)
    expect(await harness.data('/api/public/paper-trading/summary/', { operator: true })).toEqual(summary)
    expect(await harness.data('/api/public/paper-trading/summary?status=CLOSED_TP')).toMatchObject({
      total_trades: 1,
      total_signals: 1,
      average_loss: null,
      quality: { average_loss: { reason: 'NO_LOSSES' } },
    })
    expect(await harness.data('/api/public/paper-trading/summary?bot_id=beta')).toMatchObject({
      total_signals: 1,
      win_rate: null,
    })
  })

  it('shows one trade with its fills, their evidence and its facts from the ledger', async () => {
    const trade = await harness.data(`/api/v1/trades/${won}`)
    expect(trade).toMatchObject({
      trade_id: won,
      realized_pnl: '9.79',
      fills: [
        { leg: 'entry', price: '100', quantity: '1', evidence: { tick: null, gapped: false } },
        {
          leg: 'exit',
          price: '110',
          evidence: { tick: { price: '111', seq: 2 }, previous_tick: { price: '105', seq: 1 }, gapped: true },
        },
      ],
    })
    expect(trade.events.map(({ type }: { type: string }) => type)).toEqual([
      'signal.accepted',
      'fill.recorded',
      'fill.recorded',
    ])
    for (const event of trade.events) {
      const { ledger_seq, ...fact } = event
      expect(JSON.parse((await harness.tape.message('LEDGER', ledger_seq))?.text() ?? '')).toEqual(fact)
    }
    expect(await harness.data(`/api/v1/trades/${open}`)).toMatchObject({ status: 'OPEN', fills: [{ leg: 'entry' }] })
    expect((await harness.ask('/api/v1/trades/t0')).body.code).toBe('trade-not-found')
  })

  it('lists signals newest first with totals that add up', async () => {
    const { signals, totals } = await harness.data('/api/v1/signals')
    expect(totals).toEqual({ received: 6, accepted: 4, rejected: 2, by_reason: { DUPLICATE: 1, UNKNOWN_BOT: 1 } })
    expect(signals.map(({ signal_id, outcome }: Record<string, string>) => `${signal_id} ${outcome}`)).toEqual([
      'n1 REJECTED',
      'a/1 ünï REJECTED',
      'a3 ACCEPTED',
      'b1 ACCEPTED',
      'a2 ACCEPTED',
      'a/1 ünï ACCEPTED',
    ])
    expect((await harness.data('/api/v1/signals?bot_id=alpha')).totals).toMatchObject({ received: 4, accepted: 3 })
    expect((await harness.data('/api/v1/signals?mode=replay')).totals).toMatchObject({ received: 1 })
  })

  it('narrows signals by what became of them and by symbol, and the totals still add up over all', async () => {
    const idsOf = async (query: string): Promise<string[]> => {
      const { signals, totals } = await harness.data(`/api/v1/signals?${query}`)
      expect(totals).toMatchObject({ received: 6, accepted: 4, rejected: 2 })
      return signals.map(({ signal_id }: { signal_id: string }) => signal_id)
    }
    expect(await idsOf('outcome=rejected')).toEqual(['n1', 'a/1 ünï'])
    expect(await idsOf('outcome=ACCEPTED&limit=2')).toEqual(['a3', 'b1'])
    expect(await idsOf('reason=UNKNOWN_BOT,FILTERED')).toEqual(['n1'])
    expect(await idsOf('reason=DUPLICATE&outcome=ACCEPTED')).toEqual([])
    expect(await idsOf('symbol=NONE')).toEqual([])
    const { symbol } = (await harness.data('/api/v1/signals?limit=1&outcome=ACCEPTED')).signals[0]
    expect(await idsOf(`symbol=${symbol}&outcome=ACCEPTED`)).toContain('a3')
    const first = await harness.ask('/api/v1/signals?outcome=ACCEPTED&limit=2')
    const next = first.body.page?.next
    expect(await idsOf(`outcome=ACCEPTED&limit=2&cursor=${next}`)).toEqual(['a2', 'a/1 ünï'])
    expect((await harness.ask(`/api/v1/signals?outcome=REJECTED&cursor=${next}`)).status).toBe(400)
    expect((await harness.ask('/api/v1/signals?reason=NONSENSE')).status).toBe(400)
  })

  it('tells what became of one signal, whatever its id is made of', async () => {
    const signal = await harness.data(`/api/v1/signals/alpha/${encodeURIComponent('a/1 ünï')}`)
    expect(signal).toEqual({
      bot_id: 'alpha',
      signal_id: 'a/1 ünï',
      trade_id: won,
      dispositions: [
        {
          outcome: 'ACCEPTED',
          reason: null,
          field: null,
          detail: null,
          time: '2024-01-01T00:00:00.000Z',
          ledger_seq: expect.any(Number),
        },
        {
          outcome: 'REJECTED',
          reason: 'DUPLICATE',
          field: null,
          detail: 'because',
          time: '2024-01-01T00:00:30.000Z',
          ledger_seq: expect.any(Number),
        },
      ],
    })
    expect((await harness.data('/api/v1/signals/nobody/n1')).dispositions).toMatchObject([{ reason: 'UNKNOWN_BOT' }])
    expect((await harness.ask('/api/v1/signals/alpha/none')).body.code).toBe('signal-not-found')
    expect((await harness.ask('/api/v1/signals/none/none')).body.code).toBe('bot-not-found')
  })

  it.each([['100 %'], ['%2F'], ['a?b#c'], ['\u0000x'], ['💥'.repeat(64)], ['x'.repeat(128)]])(
    'finds a signal called %j',
    async (signal_id) => {
      await harness.trade({ bot_id: 'past', signal_id, mode: 'replay', run: 'run1' }, '111')
      const found = await harness.data(`/api/v1/signals/past/${encodeURIComponent(signal_id)}`)
      expect(found).toMatchObject({ signal_id, dispositions: [{ outcome: 'ACCEPTED' }] })
    },
  )

  it('shows bots with their states', async () => {
    const bots = await harness.data('/api/v1/bots')
    expect(bots.map(({ bot_id }: { bot_id: string }) => bot_id)).toEqual(['alpha', 'beta'])
    expect((await harness.data('/api/v1/bots?mode=replay')).map(({ bot_id }: { bot_id: string }) => bot_id)).toEqual([
      'past',
    ])
    const state = await harness.data('/api/v1/bots/alpha/state')
    expect(state).toEqual({
      bot_id: 'alpha',
      status: 'running',
      status_reason: null,
      status_since: expect.stringMatching(/Z$/),
      in_position: true,
      entry_price: '100',
      stop_loss_price: '95',
      take_profit_price: '110',
      daily_pnl: '0',
      daily_trades_count: 0,
      last_updated_at: expect.stringMatching(/Z$/),
    })
    expect(await harness.data('/api/v1/bots/alpha')).toMatchObject({ name: 'Alpha', running: true, state })
  })

  it('shows figures of one bot and of all, never of two modes', async () => {
    expect(await harness.data('/api/kpi/current?bot_id=alpha')).toMatchObject({
      bot_id: 'alpha',
      account_value: 10003.496,
      total_trades: 2,
      active_positions: 1,
    })
    const all = await harness.ask('/api/kpi/current')
    expect(all.body).toMatchObject({
      meta: { mode: 'live' },
      data: { bot_id: null, winning_trades: 1, losing_trades: 1 },
    })
    expect((await harness.data('/api/kpi/current?mode=demo')).winning_trades).toBe(1)
    const performance = await harness.data('/api/public/paper-trading/performance/?bot_id=alpha')
    expect(performance).toMatchObject({
      account_value: 10003.496,
      pnl_by_day: [
        { value: '2024-01-01', trades: 1, realized_pnl: 9.79 },
        { value: '2024-01-02', trades: 1, realized_pnl: -6.194 },
      ],
      pnl_by_strategy: [{ value: 'trend' }, { value: null }],
      pnl_by_exit_reason: [{ value: 'CLOSED_SL' }, { value: 'CLOSED_TP' }],
    })
  })

  it('values open positions at prices as they come', async () => {
    const position = async () => (await harness.data('/api/public/paper-trading/open-positions/?symbol=ETHUSDT'))[0]
    expect(await position()).toMatchObject({
      trade_id: open,
      price_state: 'none',
      current_price: null,
      unrealized_pnl: null,
    })
    const prices = harness.tape.publisher()
    await prices.publish('prices.binance.ETHUSDT', new TextEncoder().encode('{"price":"103.5"}'))
    await expect.poll(position, { timeout: 10_000 }).toMatchObject({
      price_state: 'live',
      current_price: '103.5',
      unrealized_pnl: '3.4',
      unrealized_pnl_pct: '3.4',
    })
  })

  it('answers every page of the site', async () => {
    const { body, headers } = await harness.ask('/bot-performance')
    expect(body).toContain('Alpha')
    expect(body).toContain('ETHUSDT')
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    for (const [, path] of body.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      expect((await harness.ask(path)).status, path).toBe(200)
    }
    expect((await harness.ask('/')).headers.get('location')).toBe('/bot-performance')
    expect((await harness.ask('/bot-performance?mode=demo')).body).toContain('DEMO')
  })
})
