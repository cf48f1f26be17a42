import { z } from 'zod'
import { noQuery, scopeQuery } from '../../http/query-fields.ts'
import { reportQuery } from '../../reads/reports.ts'
import type { Operation } from '../operation.ts'
import { noBody } from '../requests/acts.ts'
import { reportAboutBody } from '../requests/performance.ts'
import { htmlQuery } from '../requests/reports.ts'
import { report, reportDetail } from '../shapes/reports.ts'
import { performanceStatus } from '../shapes/system.ts'

const tag = 'Reports'
const status = {
  kind: 'envelope',
  status: 200,
  description: 'How reports and pushed updates stand',
  data: performanceStatus,
} as const

/** An operator's act on reports and pushed updates. */
const act = (id: string, verb: string, summary: string): Operation => ({
  id,
  method: 'POST',
  path: `/api/performance/${verb}`,
  tag,
  summary,
  auth: 'operator',
  query: noQuery,
  body: { schema: noBody, optional: true },
  answers: [status],
  problems: [],
  example: {},
})

/** Stored reports, and what makes them. */
export const reportOperations: readonly Operation[] = [
  {
    id: 'listReports',
    method: 'GET',
    path: '/api/reports',
    tag,
    summary: 'Lists stored reports, newest first',
    auth: 'anyone',
    query: reportQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'One page of reports',
        data: z.array(report),
        paged: true,
        covers: true,
      },
    ],
    problems: [],
    example: { query: { limit: '1' } },
  },
  {
    id: 'getReport',
    method: 'GET',
    path: '/api/reports/{report_id}',
    tag,
    summary: 'One report as data',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The report', data: reportDetail, covers: true }],
    problems: ['report-not-found'],
    example: { path: { report_id: '{{report_id}}' } },
  },
  {
    id: 'getReportPage',
    method: 'GET',
    path: '/api/reports/{report_id}/html',
    tag,
    summary: 'One report as a page of its own',
    description: 'It runs nothing and asks for nothing.',
    auth: 'anyone',
    query: htmlQuery,
    answers: [{ kind: 'text', status: 200, description: 'The page', mediaType: 'text/html' }],
    problems: ['report-not-found'],
    example: { path: { report_id: '{{report_id}}' } },
  },
  {
    id: 'getPerformanceStatus',
    method: 'GET',
    path: '/api/performance/status',
    tag,
    summary: 'How reports and pushed updates stand',
    auth: 'anyone',
    query: noQuery,
    answers: [status],
    problems: [],
    example: {},
  },
  act('pauseReports', 'pause', 'Lets reports and pushed updates rest'),
  act('resumeReports', 'resume', 'Lets reports and pushed updates go on'),
  act('forceUpdate', 'force-update', 'Pushes an update now'),
  {
    id: 'forceReport',
    method: 'POST',
    path: '/api/performance/force-report',
    tag,
    summary: 'Makes a report now',
    description: 'Of a bot or a mode, named in the query or in the body; the body stands over the query.',
    auth: 'operator',
    query: scopeQuery,
    body: { schema: reportAboutBody, optional: true },
    answers: [{ kind: 'envelope', status: 201, description: 'The stored report', data: report, headers: ['Location'] }],
    problems: [],
    example: { query: { bot_id: 'momentum-btc' } },
  },
]
