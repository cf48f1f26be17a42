import { z } from 'zod'
import { policySchema } from './bot-policy.ts'
import { envelope } from './envelope.ts'
import { decimalText, utcTime } from './scalars.ts'

/** Why a signal is rejected, in the order of precedence: the first that applies is recorded. */
export const REJECTION_REASONS = [
  'MALFORMED',
  'UNKNOWN_BOT',
  'DUPLICATE',
  'NOT_ACTIVE',
  'MISSING_FIELD',
  'INVALID_DIRECTION',
  'INVALID_PRICE',
  'INVALID_GEOMETRY',
  'EXPIRED_ON_ARRIVAL',
  'FILTERED',
  'BOT_NOT_RUNNING',
  'RISK_LIMIT',
  'ENTRY_OFF_MARKET',
] as const
export type RejectionReason = (typeof REJECTION_REASONS)[number]

const FREE_REASONS: ReadonlySet<RejectionReason> = new Set(['MALFORMED', 'UNKNOWN_BOT', 'DUPLICATE'])

/** Whether a rejected signal's id is used up: not where the rejection leaves it free, or tells that it was used before. */
export const usesUpId = (reason: RejectionReason): boolean => !FREE_REASONS.has(reason)

/** One accepted price: where it stands in its stream tells its order, its time only informs. */
export const tickSchema = z.object({
  price: decimalText,
  time: utcTime.describe('The source’s time, else the receive time'),
  seq: z.number().describe('Sequence in PRICES, or in REPLAYS for a replay'),
  bid: decimalText.optional(),
  ask: decimalText.optional(),
})
export type Tick = z.output<typeof tickSchema>

/** The message that a disposition answers. */
export const inputSchema = z.object({
  stream: z.literal('SIGNALS'),
  epoch: z.string().describe('Creation time of the stream: a sequence means nothing without it'),
  seq: z.number(),
  received_at: utcTime.describe('When the bus stored it'),
})
export type Input = z.output<typeof inputSchema>

/**
 * A signal will be traded (OPEN) or acted on (CLOSE). Holds all that decides its fills beside the ticks themselves. The
 * event's `time` is the acceptance: the bus's receive time, for replays the signal's own time.
 */
export const signalAccepted = envelope(
  'signal.accepted',
  z.object({
    signal_id: z.string(),
    action: z.enum(['OPEN', 'CLOSE']),
    symbol: z.string(),
    venue: z.string(),
    market_type: z.enum(['SPOT', 'FUTURES']),
    direction: z.enum(['LONG', 'SHORT']).nullable().describe('For CLOSE: only trades of this direction; null = both'),
    entry_price: decimalText.nullable(),
    take_profit: decimalText.nullable(),
    stop_loss: decimalText.nullable(),
    confidence: z.number().nullable(),
    strategy: z.string().nullable(),
    timeframe: z.string().nullable(),
    note: z.string().nullable(),
    source_time: utcTime.nullable().describe('When the source made it'),
    expires_at: utcTime.nullable(),
    opens_signal_id: z.string().nullable().describe('For CLOSE: only the trade that this signal opened'),
    trade_id: z.string().nullable().describe('The trade it opens; null for CLOSE'),
    mode: z.enum(['live', 'replay', 'demo']),
    run: z.string().nullable().describe('The replay it belongs to'),
    position_size: decimalText,
    policy: policySchema,
    policy_hash: z.string(),
    last_tick: tickSchema.nullable().describe('Last accepted tick strictly before the acceptance'),
    ticks_after: z.number().describe('Eligible is every accepted tick of the instrument behind this sequence'),
    ticks_epoch: z.string().describe('Creation time of the stream that ticks_after counts in'),
    input: inputSchema,
    extra: z.record(z.string(), z.unknown()).describe('Unknown fields, secrets redacted'),
  }),
)

/** A message on `signals.*` that is not traded, and why. */
export const signalRejected = envelope(
  'signal.rejected',
  z.object({
    signal_id: z.string().nullable(),
    reason: z.enum(REJECTION_REASONS),
    field: z.string().nullable().describe('The field at fault'),
    detail: z.string().describe('The rule it breaks, in words'),
    bot_token: z.string().describe('The name in the subject it arrived on, cut at 128 characters'),
    mode: z.enum(['live', 'replay', 'demo']).nullable(),
    run: z.string().nullable(),
    input: inputSchema,
    received: z.record(z.string(), z.unknown()).nullable().describe('The object as received, secrets redacted'),
    raw: z
      .object({ bytes: z.number(), sha256: z.string(), head_base64: z.string() })
      .nullable()
      .describe('Of input that is no usable object: size, hash and the first 1 KiB'),
  }),
)
