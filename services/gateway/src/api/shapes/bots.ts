import { filtersSchema, policySchema, riskSchema, thresholdsSchema } from '@papertape/events'
import { z } from 'zod'
import { shape } from '../named.ts'
import { amount, botMode, count, sequence, time } from './scalars.ts'

export const policy = shape('Policy', policySchema)
export const filters = shape('Filters', filtersSchema)
export const thresholds = shape('Thresholds', thresholdsSchema)
export const risk = shape('Risk', riskSchema)

/** CONTRACT section 4; prices are of the newest open trade. */
export const botState = shape(
  'BotState',
  z.object({
    bot_id: z.string(),
    status: z.enum(['pending', 'waiting', 'running', 'stopped', 'error']),
    status_reason: z
      .enum([
        'NO_SIGNAL_YET',
        'ENTRY_AWAITS_TICK',
        'PRICES_STALE',
        'STOPPED_BY_OPERATOR',
        'PAUSED_BY_OPERATOR',
        'STOPPED_BY_ALARM',
      ])
      .nullable()
      .describe('Why the status is what it is; null while running'),
    status_since: time,
    in_position: z.boolean(),
    entry_price: amount.nullable(),
    stop_loss_price: amount.nullable(),
    take_profit_price: amount.nullable(),
    daily_pnl: amount,
    daily_trades_count: count.describe('Trades closed since 00:00 UTC'),
    last_updated_at: time,
  }),
)

const settings = {
  bot_id: z.string(),
  name: z.string(),
  mode: botMode,
  public: z.boolean(),
  initial_capital: amount.describe('Quote units'),
  position_size: amount.describe('Quote units per trade'),
  policy,
  policy_hash: z.string(),
  filters,
  risk,
  running: z.boolean().describe('Whether OPEN signals are accepted'),
  paused: z.boolean().describe('It stands still and is meant to go on soon'),
}

/** A bot with its state. */
export const bot = shape(
  'Bot',
  z.object({
    ...settings,
    registered_at: time,
    registered_seq: sequence,
    configured_seq: sequence,
    stopped_by: z.enum(['operator', 'alarm']).nullable(),
    stopped_reason: z.string().nullable(),
    stopped_alarm_id: z.string().nullable(),
    run: z.string().nullable().describe('A replay bot’s run'),
    state: botState,
  }),
)

/** A bot as the ledger alone tells it: the answer to a write that the projection did not show within 5 s. */
export const recordedBot = shape('RecordedBot', z.object({ ...settings, state: z.null() }))

export const writtenBot = shape('WrittenBot', z.union([bot, recordedBot]))

/** What was done with a bot, newest first. */
export const botEvents = shape(
  'BotEvents',
  z.object({
    events: z.array(
      z.object({
        ledger_seq: sequence,
        id: z.string().describe('The id of the fact'),
        type: z.enum(['bot.registered', 'bot.configured', 'bot.started', 'bot.stopped']),
        time,
        by: z.enum(['operator', 'alarm']),
        reason: z.string().nullable(),
        paused: z.boolean().describe('A stop that was meant to end soon'),
        alarm_id: z.string().nullable().describe('The emergency that stopped it'),
        changed: z.array(z.string()).describe('Names of the settings that it changed, such as policy.slippage_bps'),
      }),
    ),
    truncated: z.boolean().describe('Whether there are more than the 200 told, or than the first 1,000'),
  }),
)
