import { catalogue, evidenceSchema } from '@papertape/events'
import { z } from 'zod'
import { shape } from '../named.ts'
import { quality } from './kpi.ts'
import { amount, botMode, count, direction, figure, marketType, sequence, time, tradeStatus } from './scalars.ts'

const fields = {
  trade_id: z.string(),
  bot_id: z.string(),
  signal_id: z.string(),
  symbol: z.string(),
  venue: z.string(),
  market_type: marketType,
  direction,
  strategy: z.string().nullable(),
  confidence: z.number().nullable(),
  status: tradeStatus,
  position_size: amount,
  quantity: amount.nullable(),
  entry_price: amount.nullable(),
  exit_price: amount.nullable(),
  take_profit: amount.nullable(),
  stop_loss: amount.nullable(),
  entry_time: time.nullable(),
  exit_time: time.nullable(),
  duration_seconds: z.number().nullable(),
  gross_pnl: amount.nullable(),
  entry_fee: amount.nullable(),
  exit_fee: amount.nullable(),
  fees: amount.nullable(),
  realized_pnl: amount.nullable(),
  realized_pnl_pct: amount.nullable().describe('Per cent of position_size'),
  ambiguous: z.boolean().describe('One candle touched both levels; booked as the loss'),
  price_gap: z.boolean().describe('Eligible ticks were gone from the stream before they could be seen'),
  mode: botMode,
  run: z.string().nullable(),
  expires_at: time.nullable(),
  missed_reason: z
    .enum(['EXPIRED', 'TAKE_PROFIT', 'STOP_LOSS', 'CLOSED'])
    .nullable()
    .describe('Why a NOT_ENTERED trade was not entered'),
  closed_by: z.string().nullable().describe('The CLOSE signal that closed it'),
  policy_hash: z.string(),
  accepted_at: time,
  accepted_seq: sequence,
}

/** CONTRACT section 4. `null` is what is not known yet. */
export const trade = shape('Trade', z.object(fields))

/** An open trade at the price of now. */
export const position = shape(
  'Position',
  z.object({
    ...fields,
    current_price: amount.nullable(),
    current_price_time: time.nullable(),
    unrealized_pnl: amount.nullable().describe('Gross at the current price − entry_fee'),
    unrealized_pnl_pct: amount.nullable().describe('Per cent of position_size'),
    price_state: z.enum(['none', 'stale', 'live']).describe('stale: older than 60 s'),
  }),
)

/** One execution and what decided it. */
export const fill = shape(
  'Fill',
  z.object({
    leg: z.enum(['entry', 'exit']),
    status: tradeStatus,
    price: amount,
    quantity: amount,
    notional: amount,
    fee: amount,
    ambiguous: z.boolean(),
    evidence: shape('Evidence', evidenceSchema),
    time,
    ledger_seq: sequence,
  }),
)

const at = { ledger_seq: sequence }

/** A fact of a trade as it stands in the ledger. */
export const tradeFact = shape(
  'TradeFact',
  z.discriminatedUnion('type', [
    catalogue['signal.accepted'].extend(at),
    catalogue['fill.recorded'].extend(at),
    catalogue['entry.missed'].extend(at),
    catalogue['trade.close_requested'].extend(at),
    catalogue['bot.stopped'].extend(at),
  ]),
)

/** A trade with its fills and the facts that it follows from. */
export const tradeDetail = shape(
  'TradeDetail',
  z.object({
    ...fields,
    status: z.enum([...tradeStatus.options, 'WAITING']),
    fills: z.array(fill),
    events: z.array(tradeFact),
  }),
)

/** The summary of all trades and signals that match. */
export const summary = shape(
  'Summary',
  z.object({
    total_pnl: z.number().describe('Σ realized_pnl of closed trades'),
    win_rate: figure.describe('Fraction of closed trades'),
    average_profit: figure,
    average_loss: figure.describe('Negative'),
    total_trades: count.describe('Open and closed'),
    open_positions: count,
    winning_trades: count,
    losing_trades: count,
    breakeven_trades: count,
    total_signals: count,
    quality: z.record(z.string(), quality),
  }),
)
