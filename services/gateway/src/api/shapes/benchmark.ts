import { z } from 'zod'
import { shape } from '../named.ts'
import { quality } from './kpi.ts'
import { amount, count, figure, marketType, time } from './scalars.ts'

/** What holding an instrument would have come to. */
export const benchmark = shape(
  'Benchmark',
  z.object({
    symbol: z.string().nullable().describe('null where nothing was traded'),
    venue: z.string().nullable(),
    market_type: marketType.nullable().describe('null where it was traded as both'),
    basis: z.literal('fills').describe('Prices of the record’s own entries and exits'),
    start_value: amount.describe('Starting capital; of a portfolio all that its bots started with'),
    points: z
      .array(z.object({ time, price: amount, value: amount, return_pct: z.number() }))
      .describe('At most 1,000: the first, the last, and the lowest and highest of each stretch between'),
    return_pct: figure.describe('Last price / first price − 1; no fees, no funding'),
    fills: count.describe('Prices it is made of'),
    truncated: z.boolean().describe('Whether there are more than the newest 50,000 trades, whose fills are read'),
    quality: z.record(z.string(), quality),
  }),
)
