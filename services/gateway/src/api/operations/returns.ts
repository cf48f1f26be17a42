import { benchmarkQuery } from '../../reads/returns/benchmark.ts'
import { correlationQuery } from '../../reads/returns/correlation.ts'
import { returnsQuery } from '../../reads/returns/returns.ts'
import { asked } from '../answer-meta.ts'
import type { Operation } from '../operation.ts'
import { benchmark } from '../shapes/benchmark.ts'
import { correlation } from '../shapes/correlation.ts'
import { returns } from '../shapes/returns.ts'

const tag = 'Analytics'

/** What is made of the days of a record. */
export const returnOperations: readonly Operation[] = [
  {
    id: 'getReturns',
    method: 'GET',
    path: '/api/v1/analytics/returns',
    tag,
    summary: 'Daily returns, and what is made of them',
    description:
      'Of a bot, or without bot_id of the portfolio of all public bots of a mode, whose returns are time-weighted. Months, years, distribution, rolling figures and worst drawdowns of the days asked for, by the definitions of the KPI snapshot; rolling windows reach back behind `from`, drawdowns are measured from the highest value of the whole record. Depth and dates of the deepest drawdown are exact; of others they are as the ends of days saw them.',
    auth: 'anyone',
    query: returnsQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The returns', data: returns, covers: true, meta: asked }],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getCorrelation',
    method: 'GET',
    path: '/api/v1/analytics/correlation',
    tag,
    summary: 'How the daily returns of bots move with each other',
    description:
      'Of 2 to 40 bots of one mode, or without bot_id of the bots of a mode, over at most the newest 1,096 closed days of each. As of a ledger sequence, over the days closed by then; as of a time, over the days that were over by then.',
    auth: 'anyone',
    query: correlationQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The matrix', data: correlation, covers: true, meta: asked },
    ],
    problems: [],
    example: {},
  },
  {
    id: 'getBenchmark',
    method: 'GET',
    path: '/api/v1/analytics/benchmark',
    tag,
    summary: 'Buying and holding the instrument that was traded most',
    description:
      'Or the one named by `symbol`, on the venue and market where it was traded most. The only prices that are kept for ever are those of the record’s own fills, so these are what it is made of: it begins with the first and ends with the last of them, and says nothing of the time between two. There is no beta or alpha: prices of different moments of each day would bias both.',
    auth: 'anyone',
    query: benchmarkQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The benchmark', data: benchmark, covers: true, meta: asked },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
]
