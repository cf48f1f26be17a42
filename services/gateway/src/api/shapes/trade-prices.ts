import { z } from 'zod'
import { shape } from '../named.ts'
import { amount, count, figure, time } from './scalars.ts'

/** The prices around a trade, as its stream still has them. */
export const tradePrices = shape(
  'TradePrices',
  z.object({
    trade_id: z.string(),
    source: z.enum(['ticks', 'gone']).describe('gone: the stream holds none of them any more'),
    complete: z.boolean().describe('Whether every accepted price from entry to exit (or now) was seen'),
    incomplete_reason: z
      .enum(['NOT_ENTERED', 'AGED_OUT', 'OTHER_STREAM', 'TOO_MANY'])
      .nullable()
      .describe('OTHER_STREAM: the stream was made anew. TOO_MANY: only the first prices were read'),
    points: z
      .array(z.object({ time, price: z.number() }))
      .describe('At most 1,000, from a little before entry to a little after exit; thinned by lowest and highest'),
    ticks: count.describe('Prices that were read'),
    highest: amount.nullable().describe('Between entry and exit, both included'),
    lowest: amount.nullable(),
    mae_pct: figure.describe('How far the price went against the trade, per cent of entry_price; null unless complete'),
    mfe_pct: figure.describe('How far it went the trade’s way, per cent of entry_price; null unless complete'),
  }),
)
