import { z } from 'zod'
import { LEADERBOARD_FIGURES, RANKED_BY } from '../../reads/leaderboard-metrics.ts'
import { shape } from '../named.ts'
import { quality } from './kpi.ts'
import { amount, count, figure, time } from './scalars.ts'

const figures = Object.fromEntries(LEADERBOARD_FIGURES.map((name) => [name, figure])) as {
  [Name in (typeof LEADERBOARD_FIGURES)[number]]: typeof figure
}

/** One bot among others. */
export const leaderboardRow = shape(
  'LeaderboardRow',
  z.object({
    rank: z.int().min(1).nullable().describe('Equal values share a rank; null = not ranked'),
    why_unranked: z
      .enum(['TOO_FEW_TRADES', 'UNDEFINED'])
      .nullable()
      .describe('TOO_FEW_TRADES: fewer than min_trades. UNDEFINED: quality says why the figure is'),
    bot_id: z.string(),
    name: z.string(),
    status: z.enum(['pending', 'waiting', 'running', 'stopped', 'error']),
    started_at: time.nullable().describe('Where its record begins; of a replay its first entry, null before it'),
    age_days: figure.describe('From started_at to its own clock’s time'),
    trades: count.describe('Closed'),
    initial_capital: amount,
    kpi: z.object({ ...figures, quality: z.record(z.string(), quality) }),
    equity: z
      .array(z.object({ date: z.iso.date(), equity: z.number() }))
      .describe('At most 60 points: closes of days, and the account value that stands now'),
  }),
)

/** The bots of one mode, the best first, the unranked last. */
export const leaderboard = shape(
  'Leaderboard',
  z.object({
    metric: z.enum(RANKED_BY),
    better: z.enum(['higher', 'lower']),
    min_trades: count,
    bots: count.describe('All bots of the mode'),
    ranked: count,
    truncated: z.boolean().describe('Whether there are more bots than rows'),
    rows: z.array(leaderboardRow),
  }),
)
