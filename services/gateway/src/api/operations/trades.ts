import { z } from 'zod'
import { noQuery, pastScopeQuery } from '../../http/query-fields.ts'
import { positionQuery, summaryQuery, tradeQuery } from '../../reads/trade-filters.ts'
import { asked, receipt } from '../answer-meta.ts'
import type { Operation } from '../operation.ts'
import { reasonBody } from '../requests/acts.ts'
import { performance } from '../shapes/kpi.ts'
import { position, summary, trade, tradeDetail } from '../shapes/trades.ts'

const tag = 'Trades'
const root = '/api/public/paper-trading'

/** The public record, and each trade with its evidence. */
export const tradeOperations: readonly Operation[] = [
  {
    id: 'listTrades',
    method: 'GET',
    path: `${root}/`,
    tag,
    summary: 'Lists trades, newest first',
    description:
      'Cursors survive whatever is written meanwhile: a walk sees each trade that was listed when it began, once. With `as_of` the list as it stood: what ended later is OPEN in it, for every filter.',
    auth: 'anyone',
    query: tradeQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'One page of trades',
        data: z.array(trade),
        paged: true,
        covers: true,
        meta: asked,
      },
    ],
    problems: [],
    example: { query: { status: 'CLOSED', limit: '2' } },
  },
  {
    id: 'getSummary',
    method: 'GET',
    path: `${root}/summary/`,
    tag,
    summary: 'Counts and sums of trades and signals',
    description: 'Over all that match the filters. win_rate is a fraction; average_loss is negative.',
    auth: 'anyone',
    query: summaryQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The summary', data: summary, covers: true, meta: asked }],
    problems: [],
    example: { query: { symbol: 'BTCUSDT' } },
  },
  {
    id: 'listOpenPositions',
    method: 'GET',
    path: `${root}/open-positions/`,
    tag,
    summary: 'Lists open trades at the prices of now',
    description:
      'With `as_of` those that were open then, without prices: no price of a past moment is kept for this list.',
    auth: 'anyone',
    query: positionQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'One page of open trades',
        data: z.array(position),
        paged: true,
        covers: true,
        meta: asked,
      },
    ],
    problems: [],
    example: {},
  },
  {
    id: 'getPerformance',
    method: 'GET',
    path: `${root}/performance/`,
    tag,
    summary: 'All figures and breakdowns',
    description:
      'The whole KPI snapshot, and profit by day, week, month, hour, weekday, symbol, direction, strategy, market type and exit reason. Of one bot also its record by policy.',
    auth: 'anyone',
    query: pastScopeQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The performance', data: performance, covers: true, meta: asked },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getTrade',
    method: 'GET',
    path: '/api/v1/trades/{trade_id}',
    tag,
    summary: 'One trade with its evidence',
    description: 'Its fills with the ticks that decided them, and its facts as the ledger itself has them.',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The trade', data: tradeDetail }],
    problems: ['trade-not-found'],
    example: { path: { trade_id: '{{trade_id}}' } },
  },
  {
    id: 'closeTrade',
    method: 'POST',
    path: '/api/v1/trades/{trade_id}/close',
    tag,
    summary: 'Closes a trade at its next tick',
    description: 'It ends as CLOSED_MANUAL. Asked again before that, the answer is the same and nothing is recorded.',
    auth: 'operator',
    query: noQuery,
    body: { schema: reasonBody, optional: true },
    answers: [
      { kind: 'envelope', status: 202, description: 'The trade as it is now', data: tradeDetail, meta: receipt },
    ],
    problems: ['trade-not-found', 'bot-not-found', 'trade-closed', 'replay-bot', 'outcome-unknown', 'contended'],
    example: { path: { trade_id: '{{open_trade_id}}' }, body: { reason: 'the news changed' } },
  },
]
