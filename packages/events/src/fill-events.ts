import { z } from 'zod'
import { envelope } from './envelope.ts'
import { decimalText, utcTime } from './scalars.ts'
import { tickSchema } from './signal-events.ts'
import { ticksFrom } from './tape-events.ts'

/** How a trade stands. */
export const TRADE_STATUSES = [
  'OPEN',
  'CLOSED_TP',
  'CLOSED_SL',
  'CLOSED_EXPIRED',
  'CLOSED_SIGNAL',
  'CLOSED_MANUAL',
  'NOT_ENTERED',
] as const
export type TradeStatus = (typeof TRADE_STATUSES)[number]

/** Which moment of a candle decided; `null` for a tick. */
const moment = z.enum(['open', 'range', 'close']).nullable()

/** What decided a fill: anyone can check it against the tape. */
export const evidenceSchema = z.object({
  tick: tickSchema.nullable().describe('The deciding tick; null for an entry at the signal’s own price'),
  previous_tick: tickSchema.nullable().describe('The accepted tick before it'),
  gapped: z.boolean().describe('The price jumped through the level instead of touching it'),
  moment: moment.describe('open, range or close of a candle; null for a tick'),
  policy_hash: z.string(),
})
export type Evidence = z.output<typeof evidenceSchema>

const trade = {
  trade_id: z.string(),
  signal_id: z.string(),
  symbol: z.string(),
  venue: z.string(),
  direction: z.enum(['LONG', 'SHORT']),
  mode: z.enum(['live', 'replay', 'demo']),
  run: z.string().nullable(),
  price_gap: z.boolean().describe('Eligible ticks were gone from the stream before they could be seen'),
  evidence: evidenceSchema,
}

/** One execution. `leg` entry opens the trade, `leg` exit closes it; there is at most one of each. */
export const fillRecorded = envelope(
  'fill.recorded',
  z.object({
    ...trade,
    leg: z.enum(['entry', 'exit']),
    status: z.enum(TRADE_STATUSES).describe('The trade’s status from here on'),
    price: decimalText,
    quantity: decimalText,
    notional: decimalText.describe('quantity × price'),
    fee: decimalText,
    ambiguous: z.boolean().describe('One candle touched both levels; booked as the loss'),
    /** Of an exit only; `null` on an entry. */
    exit: z
      .object({
        entry_price: decimalText,
        entry_time: utcTime,
        entry_fee: decimalText,
        gross_pnl: decimalText,
        realized_pnl: decimalText.describe('gross_pnl − entry_fee − exit fee'),
        closed_by: z.string().nullable().describe('The CLOSE signal, where one closed it'),
      })
      .nullable(),
  }),
)

/** A `next_tick` trade whose first eligible tick was at or past expiry or a level: no fills, in no ratio. */
export const entryMissed = envelope(
  'entry.missed',
  z.object({ ...trade, reason: z.enum(['EXPIRED', 'TAKE_PROFIT', 'STOP_LOSS', 'CLOSED']) }),
)

/** An operator wants a live or demo trade closed at its next tick behind this place; it ends as CLOSED_MANUAL. */
export const tradeCloseRequested = envelope(
  'trade.close_requested',
  ticksFrom.extend({ trade_id: z.string(), by: z.string(), reason: z.string().nullable() }),
)
