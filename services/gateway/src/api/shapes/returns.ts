import { z } from 'zod'
import { shape } from '../named.ts'
import { quality } from './kpi.ts'
import { amount, count, figure, time } from './scalars.ts'

const qualities = z.record(z.string(), quality)

/** A UTC day, `YYYY-MM-DD`. */
const day = shape('Day', z.iso.date().describe('A UTC day'))

/** A UTC day of a record. */
export const returnDay = shape(
  'ReturnDay',
  z.object({
    date: day,
    return_pct: figure.describe('null where there was nothing to grow from: EQUITY_NOT_POSITIVE'),
    equity: amount.describe('Account value at the end of the day'),
    drawdown_pct: figure.describe(
      'Below the highest value so far of all snapshots, at the end of the day; null where a later run of a replay stands in its place',
    ),
  }),
)

const returned = {
  return_pct: figure.describe('null where there was nothing to grow from: EQUITY_NOT_POSITIVE'),
  days: count.describe('Days asked for that lie in it, the running one too'),
}

/** How many values lie at or above `from` and below `to`, in the last bin also those at `to`. */
export const bin = shape('PercentBin', z.object({ from_pct: z.number(), to_pct: z.number(), count }))

const distribution = shape(
  'ReturnDistribution',
  z.object({
    n: count.describe('Closed days that have a return'),
    mean_pct: figure,
    median_pct: figure,
    stdev_pct: figure.describe('Sample standard deviation of one day, not annualised'),
    skewness: figure.describe('G₁, adjusted for the sample'),
    kurtosis: figure.describe('Excess, G₂: 0 for a normal distribution'),
    var_95_pct: figure.describe('Positive = loss'),
    cvar_95_pct: figure.describe('Positive = loss'),
    best_pct: figure,
    worst_pct: figure,
    bins: z.array(bin).describe('Equally wide, by Freedman and Diaconis, 5 to 60; one where all days are equal'),
  }),
)

const fall = shape(
  'RecordFall',
  z.object({
    started_at: time.describe('When the peak was reached'),
    trough_at: time,
    recovered_at: time.nullable().describe('When the peak was reached again, at the latest; null = not yet'),
    depth_pct: z.number(),
    days: z.number().nullable().describe('From peak to recovery, or until now; null across two runs of a replay'),
    recovery_days: z.number().nullable().describe('From trough to recovery; null = not yet'),
  }),
)

const rollingPoint = shape(
  'RollingPoint',
  z.object({
    date: day.describe('The last day of the window'),
    sharpe: figure,
    sortino: figure,
    volatility_pct: figure,
    return_pct: figure,
    quality: qualities,
  }),
)

/** What a record returned, day by day, and what is made of that. */
export const returns = shape(
  'Returns',
  z.object({
    days: z.array(returnDay).describe('Closed days, oldest first; those that nobody heard returned 0'),
    running: returnDay.nullable().describe('The day that is not over: in months and years, in nothing else'),
    months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), ...returned })),
    years: z.array(z.object({ year: z.int(), ...returned })),
    distribution,
    drawdowns: z
      .array(fall)
      .describe(
        'The five deepest falls of 0.005 % and more whose lowest point lies in the period, deepest first; none that ended at the instant it began',
      ),
    rolling: z.object({ window_days: z.int(), points: z.array(rollingPoint) }),
    truncated: z
      .boolean()
      .describe('Whether there are more days than the newest 3,660, which everything here is made of'),
    quality: qualities.describe('Of figures of the distribution by their names, and of rolling where it has no point'),
  }),
)
