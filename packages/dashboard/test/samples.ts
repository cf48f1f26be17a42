import type { Fill, Trade, TradeDetail } from '@papertape/client'

/** A long of 2 at 100 that closed at its target of 110, as the API lists it. */
export const aTrade = (changes: Partial<Trade> = {}): Trade => ({
  trade_id: 't1',
  bot_id: 'momentum',
  signal_id: 's1',
  symbol: 'BTCUSDT',
  venue: 'binance',
  market_type: 'SPOT',
  direction: 'LONG',
  strategy: 'breakout',
  confidence: 0.7,
  status: 'CLOSED_TP',
  position_size: '200',
  quantity: '2',
  entry_price: '100',
  exit_price: '110',
  take_profit: '110',
  stop_loss: '95',
  entry_time: '2026-11-01T10:00:00.000Z',
  exit_time: '2026-11-01T11:00:00.000Z',
  duration_seconds: 3600,
  gross_pnl: '20',
  entry_fee: '0.2',
  exit_fee: '0.22',
  fees: '0.42',
  realized_pnl: '19.58',
  realized_pnl_pct: '9.79',
  ambiguous: false,
  price_gap: false,
  mode: 'live',
  run: null,
  expires_at: null,
  missed_reason: null,
  closed_by: null,
  policy_hash: 'hash',
  accepted_at: '2026-11-01T10:00:00.000Z',
  accepted_seq: 10,
  ...changes,
})

export const aTick = (price: string, seq: number, time: string) => ({ price, seq, time })

/** Its exit: the tick of 111 jumped past the target. */
export const anExit = (changes: Partial<Fill> = {}): Fill => ({
  leg: 'exit',
  status: 'CLOSED_TP',
  price: '110',
  quantity: '2',
  notional: '220',
  fee: '0.22',
  ambiguous: false,
  evidence: {
    tick: aTick('111', 501, '2026-11-01T11:00:00.000Z'),
    previous_tick: aTick('109', 500, '2026-11-01T10:59:59.000Z'),
    gapped: true,
    moment: null,
    policy_hash: 'hash',
  },
  time: '2026-11-01T11:00:00.000Z',
  ledger_seq: 12,
  ...changes,
})

/** Its entry at the signal's own price. */
export const anEntry = (changes: Partial<Fill> = {}): Fill => ({
  ...anExit(),
  leg: 'entry',
  status: 'OPEN',
  price: '100',
  notional: '200',
  fee: '0.2',
  evidence: {
    tick: null,
    previous_tick: aTick('99.5', 400, '2026-11-01T09:59:58.000Z'),
    gapped: false,
    moment: null,
    policy_hash: 'hash',
  },
  time: '2026-11-01T10:00:00.000Z',
  ledger_seq: 11,
  ...changes,
})

type Accepted = Extract<TradeDetail['events'][number], { type: 'signal.accepted' }>

/** The fact that accepted its signal. */
export const anAcceptance = (data: Partial<Accepted['data']> = {}): Accepted => ({
  id: 'e1',
  type: 'signal.accepted',
  version: 1,
  bot_id: 'momentum',
  time: '2026-11-01T10:00:00.000Z',
  recorded_at: '2026-11-01T10:00:00.002Z',
  cause: null,
  correlation: 's1',
  ledger_seq: 10,
  data: {
    signal_id: 's1',
    action: 'OPEN',
    symbol: 'BTCUSDT',
    venue: 'binance',
    market_type: 'SPOT',
    direction: 'LONG',
    entry_price: '100',
    take_profit: '110',
    stop_loss: '95',
    confidence: 0.7,
    strategy: 'breakout',
    timeframe: null,
    note: null,
    source_time: null,
    expires_at: null,
    opens_signal_id: null,
    trade_id: 't1',
    mode: 'live',
    run: null,
    position_size: '200',
    policy: {
      entry: 'signal_price',
      taker_fee_rate: '0.001',
      slippage_bps: '0',
      max_entry_deviation_pct: '2',
      require_levels: true,
    },
    policy_hash: 'hash',
    last_tick: aTick('99.5', 400, '2026-11-01T09:59:58.000Z'),
    ticks_after: 400,
    ticks_epoch: '2026-10-01T00:00:00Z',
    input: { stream: 'SIGNALS', epoch: '2026-10-01T00:00:00Z', seq: 7, received_at: '2026-11-01T10:00:00.000Z' },
    extra: {},
    ...data,
  },
})

/** The whole trade with its fills and facts. */
export const aTradeDetail = (changes: Partial<TradeDetail> = {}): TradeDetail => ({
  ...aTrade(),
  fills: [anEntry(), anExit()],
  events: [anAcceptance()],
  ...changes,
})
