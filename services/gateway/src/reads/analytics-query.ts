import { z } from 'zod'
import { askedAs } from '../api/named.ts'
import { asOfField, queryFields } from '../http/query-fields.ts'
import { RANKED_BY } from './leaderboard-metrics.ts'

const { limit: _, cursor: __, ...filters } = queryFields

/** Filters of statistics over trades. */
export const tradeAnalyticsQuery = z.strictObject({ ...filters, as_of: asOfField })

const TRADES_DEFAULT = 30

const once = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/** Which bots are ranked, and by what. */
export const leaderboardQuery = z.strictObject({
  mode: queryFields.mode,
  metric: askedAs(
    z.preprocess(
      once,
      z.enum(RANKED_BY, { error: `must be one of ${RANKED_BY.join(', ')}` }).default('total_return_pct'),
    ),
    { type: 'string', enum: [...RANKED_BY], default: 'total_return_pct', description: 'What bots are ranked by' },
  ),
  min_trades: askedAs(
    z.preprocess(
      once,
      z
        .string('must be given once')
        .regex(/^\d{1,7}$/, 'must be a whole number')
        .transform(Number)
        .default(TRADES_DEFAULT),
    ),
    {
      type: 'integer',
      minimum: 0,
      maximum: 9_999_999,
      default: TRADES_DEFAULT,
      description: 'Bots with fewer closed trades are listed behind, unranked',
    },
  ),
})
