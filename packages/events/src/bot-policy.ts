import { decimal } from '@papertape/money'
import { z } from 'zod'
import { hashOf } from './ids.ts'
import { decimalInput } from './scalars.ts'

const notNegative = decimalInput.refine((text) => decimal(text) >= 0n, 'must be 0 or more')
const positive = decimalInput.refine((text) => decimal(text) > 0n, 'must be greater than 0')

/** How a bot's trades are filled; CONTRACT section 3. Recorded with each accepted signal, hashed on each fill. */
export const policySchema = z
  .strictObject({
    entry: z.enum(['signal_price', 'next_tick']).default('signal_price').describe('Entry rule'),
    taker_fee_rate: notNegative
      .refine((text) => decimal(text) < decimal('1'), 'must be less than 1')
      .default('0.001')
      .describe('Fraction of notional, on entry and on exit'),
    slippage_bps: notNegative
      .refine((text) => decimal(text) < decimal('10000'), 'must be less than 10000')
      .default('0')
      .describe('Basis points that worsen next_tick entries and their stop and market exits'),
    max_entry_deviation_pct: notNegative
      .nullable()
      .default('2')
      .describe('Per cent an entry may be away from the last tick; null = off'),
    require_levels: z.boolean().default(true).describe('Whether OPEN needs take_profit and stop_loss'),
  })
  .describe('Fill policy')

/** What a bot declares it does not trade; anything else would be selection bias. */
export const filtersSchema = z.strictObject({
  market_types: z
    .array(z.enum(['SPOT', 'FUTURES']))
    .nullable()
    .default(null)
    .describe('Allowed; null = all'),
  min_confidence: z.number().min(0).max(1).nullable().default(null).describe('A signal without confidence is below'),
  symbols: z.array(z.string().min(1).max(64)).nullable().default(null).describe('Allowed; null = all'),
})

/** The alarm types of CONTRACT section 7. */
export const ALARM_TYPES = [
  'MAX_DRAWDOWN_EXCEEDED',
  'DAILY_LOSS_LIMIT',
  'CONSECUTIVE_LOSSES',
  'LOW_WIN_RATE',
  'POSITION_SIZE_EXCEEDED',
  'TOTAL_EXPOSURE_EXCEEDED',
  'ACCOUNT_BALANCE_LOW',
  'SHARPE_DEGRADATION',
  'PROFIT_FACTOR_LOW',
] as const
export type AlarmType = (typeof ALARM_TYPES)[number]

/** Alarm levels, mildest first. */
export const ALARM_LEVELS = ['INFO', 'WARNING', 'CRITICAL', 'EMERGENCY'] as const
export type AlarmLevel = (typeof ALARM_LEVELS)[number]

/** One alarm's own settings for one bot; what is left out keeps the default of `packages/risk`. */
export const thresholdSchema = z.strictObject({
  levels: z
    .partialRecord(z.enum(ALARM_LEVELS), z.number())
    .optional()
    .describe('Threshold per level, in the figure’s unit'),
  recovery_margin_pct: z.number().min(0).max(100).optional().describe('Per cent of the threshold'),
  dwell_seconds: z.number().min(0).optional().describe('How long the figure must stay recovered'),
  cooldown_seconds: z.number().min(0).optional().describe('Per level, between two raisings'),
})

/** Settings per alarm type; a type that is left out keeps what stands below it. */
export const thresholdsSchema = z.partialRecord(z.enum(ALARM_TYPES), thresholdSchema)

/** A bot's limits and alarm settings. */
export const riskSchema = z.strictObject({
  stop_on_emergency: z.boolean().default(true).describe('Whether an EMERGENCY alarm stops the bot'),
  close_on_emergency: z
    .boolean()
    .default(false)
    .describe('Whether an EMERGENCY that stops the bot also closes its open trades, each at its next tick'),
  max_trades_per_day: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('Accepted OPEN signals per UTC day; null = no limit'),
  daily_loss_limit: positive
    .nullable()
    .default(null)
    .describe('Realised net loss per UTC day, quote units; null = no limit'),
  thresholds: thresholdsSchema.default({}),
})

export type Policy = z.output<typeof policySchema>
export type Filters = z.output<typeof filtersSchema>
export type Risk = z.output<typeof riskSchema>
export type Thresholds = z.output<typeof thresholdsSchema>

/** What an operator may change while a bot lives. A change starts a new segment and never restates the past. */
export type BotSettings = { name: string; position_size: string; policy: Policy; filters: Filters; risk: Risk }

/** The hash that fills carry: over fill policy and size, the two things that decide a fill beside signal and ticks. */
export const policyHashOf = (settings: { position_size: string; policy: Policy }): string =>
  hashOf({ position_size: settings.position_size, policy: settings.policy })

/** What `POST /api/v1/bots` and `replay --bot` take. */
export const botRegistrationSchema = z.strictObject({
  bot_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1–64 characters of A–Z a–z 0–9 _ -'),
  name: z.string().min(1).max(200).optional().describe('Shown to people; default the bot_id'),
  mode: z.enum(['live', 'replay', 'demo']).default('live').describe('Fixed for ever'),
  public: z.boolean().default(true).describe('Fixed for ever'),
  initial_capital: positive.default('10000').describe('Quote units; fixed for ever'),
  position_size: positive.default('100').describe('Quote units per trade'),
  policy: policySchema.prefault({}),
  filters: filtersSchema.prefault({}),
  risk: riskSchema.prefault({}),
})
export type BotRegistration = z.output<typeof botRegistrationSchema>
/** A registration as people write it: everything but the bot_id may be left out. */
export type BotRegistrationInput = z.input<typeof botRegistrationSchema>
export type BotMode = BotRegistration['mode']

/** What `PATCH /api/v1/bots/{bot_id}` takes: each part given replaces the fields it names. */
export const botPatchSchema = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  position_size: positive.optional(),
  policy: z.record(z.string(), z.unknown()).optional(),
  filters: z.record(z.string(), z.unknown()).optional(),
  risk: z.record(z.string(), z.unknown()).optional(),
})
