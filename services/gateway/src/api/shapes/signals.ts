import { REJECTION_REASONS } from '@papertape/events'
import { z } from 'zod'
import { shape } from '../named.ts'
import { botMode, count, sequence, time } from './scalars.ts'

const reason = z.enum(REJECTION_REASONS).nullable()
const outcome = z.enum(['ACCEPTED', 'REJECTED'])
const asSent = z.string().nullable().describe('As it was sent where the signal was rejected')

/** What became of one message. */
export const signal = shape(
  'Signal',
  z.object({
    bot_id: z.string().describe('@unknown for a bot nobody registered'),
    signal_id: z.string().nullable(),
    outcome,
    reason,
    field: z.string().nullable().describe('The field at fault'),
    detail: z.string().nullable(),
    action: asSent,
    symbol: asSent,
    venue: asSent,
    market_type: asSent,
    direction: asSent,
    strategy: asSent,
    confidence: z.number().nullable(),
    entry_price: asSent,
    take_profit: asSent,
    stop_loss: asSent,
    trade_id: z.string().nullable(),
    mode: botMode.nullable(),
    time,
    source_time: z.string().nullable(),
    received_at: time,
    ledger_seq: sequence,
  }),
)

export const signalTotals = shape(
  'SignalTotals',
  z.object({
    received: count.describe('accepted + rejected'),
    accepted: count,
    rejected: count,
    by_reason: z.record(z.string(), count),
  }),
)

export const signalList = shape('SignalList', z.object({ signals: z.array(signal), totals: signalTotals }))

/** Each message that came under one signal id, oldest first. */
export const signalDispositions = shape(
  'SignalDispositions',
  z.object({
    bot_id: z.string(),
    signal_id: z.string(),
    trade_id: z.string().nullable(),
    dispositions: z.array(
      z.object({
        outcome,
        reason,
        field: z.string().nullable(),
        detail: z.string().nullable(),
        time,
        ledger_seq: sequence,
      }),
    ),
  }),
)
