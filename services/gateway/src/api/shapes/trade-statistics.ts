import { z } from 'zod'
import { shape } from '../named.ts'
import { pnlTotal, quality } from './kpi.ts'
import { count, figure } from './scalars.ts'
import { trade } from './trades.ts'

/** A bar of a histogram: `from` is in it, `to` is in the next; in the last bar it is in it. */
export const bin = shape('HistogramBin', z.object({ from: z.number(), to: z.number(), count }))

/** How a figure of single trades is spread. */
export const histogram = shape(
  'Histogram',
  z.object({
    n: count.describe('Trades that have the figure'),
    excluded: count.describe('Trades that have none'),
    mean: figure,
    median: figure,
    bins: z.array(bin).describe('At most 60, without a hole; none where n is 0'),
  }),
)

/** What closed trades came to. */
export const tradeFigures = shape(
  'TradeFigures',
  pnlTotal.extend({
    win_rate_pct: figure,
    profit_factor: figure,
    expectancy: figure.describe('Mean net profit'),
    expectancy_ratio: figure,
    average_win: figure,
    average_loss: figure.describe('Negative'),
    payoff_ratio: figure.describe('Average win / −average loss'),
    largest_win: figure,
    largest_loss: figure.describe('Negative'),
    max_consecutive_wins: count,
    max_consecutive_losses: count,
    average_duration_seconds: figure,
    sqn: figure.describe('√n × mean / deviation of net profits'),
    kelly_pct: figure.describe('Share of capital to risk by Kelly; below 0: nothing'),
    quality: z.record(z.string(), quality).describe('Of each figure that is undefined or rests on too little'),
  }),
)

/** Closed trades of one value, or of all values that are too small to be named. */
export const tradeSlice = shape(
  'TradeSlice',
  pnlTotal.extend({
    value: z.string().nullable().describe('null = none, or many where values is above 1'),
    values: count.describe('How many values it stands for: 1, or in the last slice all that are not named'),
  }),
)

const slices = z.array(tradeSlice)

/** What closed trades came to, broken down and spread out. */
export const tradeStatistics = shape(
  'TradeStatistics',
  z.object({
    all: tradeFigures,
    long: tradeFigures,
    short: tradeFigures,
    by: z
      .object({
        bot: slices,
        strategy: slices,
        symbol: slices,
        direction: slices,
        market_type: slices,
        exit_reason: slices,
        hour: slices.describe('Of exit_time, UTC, 00 to 23'),
        weekday: slices.describe('Of exit_time, UTC, 1 (Monday) to 7'),
      })
      .describe('Each sums exactly to all'),
    r_multiples: histogram.describe('Net profit / what stood at risk at the stop; trades without a stop have none'),
    durations: histogram.describe('Seconds from entry to exit'),
    pnl_pct: histogram.describe('realized_pnl_pct'),
    top: z.object({ best: z.array(trade), worst: z.array(trade) }).describe('The five highest and lowest net profits'),
  }),
)
