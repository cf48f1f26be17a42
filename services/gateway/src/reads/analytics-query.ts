import { z } from 'zod'
import { askedAs } from '../api/named.ts'
import { asOfField, queryFields } from '../http/query-fields.ts'
import { wholeNumber } from '../http/whole-number.ts'
import { RANKED_BY } from './leaderboard-metrics.ts'

const { limit: _, cursor: __, ...filters } = queryFields

/** Filters of statistics over trades. */
export const tradeAnalyticsQuery = z.strictObject({ ...filters, as_of: asOfField })

const TRADES_DEFAULT = 30
const TRADES_MAX = 9_999_999

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
  min_trades: askedAs(z.preprocess(once, wholeNumber(0, TRADES_MAX).default(TRADES_DEFAULT)), {
    type: 'integer',
    minimum: 0,
    maximum: TRADES_MAX,
    default: TRADES_DEFAULT,
    description: 'Bots with fewer closed trades are listed behind, unranked',
  }),
})
