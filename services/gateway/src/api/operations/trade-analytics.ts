import { noQuery } from '../../http/query-fields.ts'
import { leaderboardQuery, tradeAnalyticsQuery } from '../../reads/analytics-query.ts'
import { asked } from '../answer-meta.ts'
import type { Operation } from '../operation.ts'
import { execution } from '../shapes/execution.ts'
import { leaderboard } from '../shapes/leaderboard.ts'
import { tradePrices } from '../shapes/trade-prices.ts'
import { tradeStatistics } from '../shapes/trade-statistics.ts'

const tag = 'Analytics'

/** What trades came to, and how they came about. */
export const tradeAnalyticsOperations: readonly Operation[] = [
  {
    id: 'getTradeStatistics',
    method: 'GET',
    path: '/api/v1/analytics/trades',
    tag,
    summary: 'What closed trades came to',
    description:
      'All, long and short ones; broken down, each breakdown summing exactly to all; and how single trades are spread. With `as_of` of the trades that were closed by then. Figures that a KPI snapshot has too are the same there.',
    auth: 'anyone',
    query: tradeAnalyticsQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'The statistics',
        data: tradeStatistics,
        covers: true,
        meta: asked,
      },
    ],
    problems: ['too-much-asked'],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getExecution',
    method: 'GET',
    path: '/api/v1/analytics/execution',
    tag,
    summary: 'How signals became fills',
    description:
      'Accepted, entered and missed; how long steps took and by whose clock; how far fills were from the prices to be expected, positive = cost. Latencies are those of the newest trades. `from` and `to` are of the entry, or of the acceptance where there was none. With `as_of` of what was accepted by then.',
    auth: 'anyone',
    query: tradeAnalyticsQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The execution', data: execution, covers: true, meta: asked },
    ],
    problems: ['too-much-asked'],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getLeaderboard',
    method: 'GET',
    path: '/api/v1/analytics/leaderboard',
    tag,
    summary: 'The bots of one mode, the best first',
    description:
      'All of them: who has too few trades, or no such figure, comes behind the ranked ones with the reason. At most 500 rows.',
    auth: 'anyone',
    query: leaderboardQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The bots', data: leaderboard, covers: true }],
    problems: [],
    example: { query: { metric: 'realized_pnl', min_trades: '1' } },
  },
  {
    id: 'getTradePrices',
    method: 'GET',
    path: '/api/v1/trades/{trade_id}/prices',
    tag,
    summary: 'The prices around a trade',
    description:
      'As the price stream still has them: ticks are kept for a week. Of a trade that is open, up to now, to the ten seconds.',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The prices', data: tradePrices }],
    problems: ['trade-not-found', 'busy'],
    example: { path: { trade_id: '{{trade_id}}' } },
  },
]
