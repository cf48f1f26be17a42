import { FIGURE_NAMES, type FigureName } from '@papertape/metrics'
import { z } from 'zod'
import { shape } from '../named.ts'
import { amount, count, figure, sequence, time } from './scalars.ts'

/** Why a figure is undefined, or rests on too little. */
export const quality = shape(
  'Quality',
  z.object({
    n: z.number().describe('Observations it rests on'),
    state: z.enum(['undefined', 'low_sample']),
    reason: z.enum([
      'NO_BOTS',
      'NO_TRADES',
      'NO_WINS',
      'NO_LOSSES',
      'NO_DRAWDOWN',
      'NO_ELAPSED_TIME',
      'EQUITY_NOT_POSITIVE',
      'NOT_REPRESENTABLE',
      'TOO_FEW',
      'LESS_THAN_ONE_YEAR',
      'ZERO_VARIANCE',
      'ZERO_DENOMINATOR',
    ]),
  }),
)

const figures = Object.fromEntries(FIGURE_NAMES.map((name) => [name, figure])) as {
  [Name in FigureName]: typeof figure
}

const dates = {
  max_drawdown_started_at: time.nullable(),
  max_drawdown_trough_at: time.nullable(),
  max_drawdown_recovered_at: time.nullable(),
  current_drawdown_started_at: time.nullable(),
}
const place = {
  timestamp: time.nullable().describe('The newest time heard; null before anything was'),
  bot_id: z.string().nullable().describe('null = portfolio'),
  ledger_seq: sequence,
}
const qualities = z.record(z.string(), quality).describe('Of each figure that is undefined or rests on too little')

/** CONTRACT section 5. */
export const kpiSnapshot = shape('KpiSnapshot', z.object({ ...place, ...figures, ...dates, quality: qualities }))

const current = {
  ...place,
  ...figures,
  ...dates,
  return_24h_pct: figure,
  return_7d_pct: figure,
  return_30d_pct: figure,
  quality: qualities,
}

/** A snapshot with its rolling returns. */
export const currentKpi = shape('CurrentKpi', z.object(current))

/** CONTRACT section 4, `/api/kpi/summary`; per cent. */
export const kpiSummary = shape(
  'KpiSummary',
  z.object({
    status: z.enum(['no_data', 'active']),
    timestamp: time.nullable(),
    returns: z.object({ total: figure, daily: figure, weekly: figure, monthly: figure }),
    risk_metrics: z.object({
      sharpe_ratio: figure,
      sortino_ratio: figure,
      max_drawdown: figure,
      current_drawdown: figure,
    }),
    trade_stats: z.object({
      total_trades: figure,
      winning_trades: figure,
      losing_trades: figure,
      win_rate: figure,
      profit_factor: figure,
    }),
    quality: qualities,
  }),
)

const pnl = {
  trades: count,
  winning_trades: count,
  losing_trades: count,
  breakeven_trades: count,
  gross_pnl: z.number(),
  fees: z.number(),
  realized_pnl: z.number(),
  exact: z.object({ gross_pnl: amount, fees: amount, realized_pnl: amount }),
}

/** Closed trades summed up; numbers are the nearest doubles of `exact`. */
export const pnlTotal = shape('Pnl', z.object(pnl))
export const pnlSlice = shape('PnlSlice', z.object({ value: z.string(), ...pnl }))
export const segment = shape(
  'PolicySegment',
  z.object({
    from_seq: sequence,
    started_at: time.nullable().describe('null before a replay’s first time'),
    policy_hash: z.string(),
    position_size: amount,
    level: z.number().describe('Equity where it began'),
    ...pnl,
  }),
)

const slices = z.array(pnlSlice)

/** The whole snapshot, and closed trades broken down by exit_time and kind. */
export const performance = shape(
  'Performance',
  z.object({
    ...current,
    pnl_total: pnlTotal,
    pnl_by_day: slices,
    pnl_by_week: slices,
    pnl_by_month: slices,
    pnl_by_hour: slices,
    pnl_by_weekday: slices,
    pnl_by_symbol: slices,
    pnl_by_direction: slices,
    pnl_by_strategy: slices,
    pnl_by_market_type: slices,
    pnl_by_exit_reason: slices,
    segments: z.array(segment).optional().describe('Of one bot: its record by the policy in force'),
  }),
)
