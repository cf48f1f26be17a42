import { z } from 'zod'
import { shape } from '../named.ts'
import { quality } from './kpi.ts'
import { count, figure } from './scalars.ts'
import { bin } from './trade-statistics.ts'

const clock = z.enum(['source', 'bus', 'prices'])

/** How long a step took, milliseconds. */
export const latency = shape(
  'Latency',
  z.object({
    n: count,
    negative: count.describe('Left out: where two clocks differ, the later step may seem the earlier one'),
    p50_ms: figure,
    p95_ms: figure,
    p99_ms: figure,
    newest: count.describe('How many of the newest trades were looked at; 0 where that could not be done'),
    from_clock: clock.describe('Whose clock says when it began: the source’s, the bus’s, or the prices’ own times'),
    to_clock: clock,
    reason: z
      .enum(['TOO_FEW', 'OWN_CLOCK'])
      .nullable()
      .describe('Why there are no percentiles. OWN_CLOCK: a replay’s signals were made by the clock of its record'),
  }),
)

/** How far from the expected price trades were filled, basis points, positive = cost. */
export const slippage = shape(
  'Slippage',
  z.object({
    n: count,
    excluded: count.describe('Fills for which no other price was to be expected'),
    mean_bps: figure.describe('Weighted by the notional at the expected price'),
    median_bps: figure,
    p95_bps: figure,
    bins: z.array(bin),
  }),
)

const counts = {
  accepted: count.describe('OPEN signals accepted'),
  waiting: count.describe('Those whose entry is not decided yet'),
  entered: count,
  missed: count.describe('Those that will never be entered'),
  fill_rate_pct: figure.describe('Entered / (entered + missed)'),
}

export const executionSlice = shape(
  'ExecutionSlice',
  z.object({
    value: z.string().nullable().describe('null where values is above 1'),
    values: count.describe('How many values it stands for: 1, or in the last slice all that are not named'),
    ...counts,
    entry_slippage_bps: figure,
    exit_slippage_bps: figure,
  }),
)

/** How signals became fills. */
export const execution = shape(
  'Execution',
  z.object({
    ...counts,
    missed_by_reason: z.object({ EXPIRED: count, TAKE_PROFIT: count, STOP_LOSS: count, CLOSED: count }),
    price_gaps: count.describe('Ended trades for which eligible ticks were gone before they could be seen'),
    ambiguous: count.describe('Closed trades of which one candle touched both levels; booked as the loss'),
    latency: z.object({
      source_to_received: latency.describe('Made by the source, to stored by the bus'),
      received_to_accepted: latency.describe('Stored by the bus, to accepted in the ledger'),
      accepted_to_entry: latency.describe('Accepted, to the time of the price it was entered at; only next_tick waits'),
    }),
    slippage: z.object({
      entry: slippage.describe('Against the signal’s price; an entry at that very price by policy is left out'),
      exit: slippage.describe('Against the level it closed at; an exit without a level is left out'),
    }),
    by: z.object({
      symbol: z.array(executionSlice),
      hour: z.array(executionSlice).describe('Of the acceptance, UTC, 00 to 23'),
    }),
    quality: z.record(z.string(), quality),
  }),
)
