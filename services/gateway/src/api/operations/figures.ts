import { z } from 'zod'
import { pastScopeQuery, scopeQuery } from '../../http/query-fields.ts'
import { historyQuery } from '../../reads/kpi/history-page.ts'
import { INTERVAL_NAMES } from '../../reads/kpi/intervals.ts'
import { asked } from '../answer-meta.ts'
import type { Operation } from '../operation.ts'
import { currentKpi, kpiSnapshot, kpiSummary } from '../shapes/kpi.ts'
import { time } from '../shapes/scalars.ts'
import { overview } from '../shapes/system.ts'

const tag = 'Figures'

/** Figures of one bot or of a whole mode, now or as of any moment. */
export const figureOperations: readonly Operation[] = [
  {
    id: 'getCurrentKpi',
    method: 'GET',
    path: '/api/kpi/current',
    tag,
    summary: 'The newest figures',
    description: 'Of a bot, or without bot_id of the portfolio of all public bots of a mode.',
    auth: 'anyone',
    query: pastScopeQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The snapshot', data: currentKpi, covers: true, meta: asked },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getKpiHistory',
    method: 'GET',
    path: '/api/kpi/history',
    tag,
    summary: 'How figures went, oldest first',
    description:
      'At most 1,000 snapshots, or with `interval` pages of up to 5,000; each is the last of its interval, never a mean. `limit` and `cursor` need an interval.',
    auth: 'anyone',
    query: historyQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'Snapshots',
        data: z.array(kpiSnapshot),
        paged: true,
        covers: true,
        meta: { ...asked, interval: z.enum(INTERVAL_NAMES), from: time, to: time },
      },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc', hours: '24', interval: '1h', limit: '2' } },
  },
  {
    id: 'getKpiSummary',
    method: 'GET',
    path: '/api/kpi/summary',
    tag,
    summary: 'The few figures to see first, in per cent',
    auth: 'anyone',
    query: pastScopeQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'The summary', data: kpiSummary, covers: true, meta: asked },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
  {
    id: 'getOverview',
    method: 'GET',
    path: '/api/dashboard/overview',
    tag,
    summary: 'All that a dashboard shows first',
    auth: 'anyone',
    query: scopeQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The overview', data: overview, covers: true }],
    problems: [],
    example: {},
  },
]
