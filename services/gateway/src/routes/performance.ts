import { subjects } from '@papertape/events'
import {
  newReport,
  portfolioOf,
  readReport,
  readUpdates,
  recordForced,
  reportedPortfolios,
  setPaused,
  subjectOfBot,
} from '@papertape/reporting'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { noBody } from '../api/requests/acts.ts'
import { reportAboutBody } from '../api/requests/performance.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { noQuery, scopeQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readBot } from '../reads/bots.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readPerformanceStatus } from '../reads/performance-status.ts'
import { reportView } from '../reads/reports.ts'
import { asOf } from './reading.ts'

const OPERATOR = { operator: true }

/** Reports and pushed updates: how they stand, and what an operator does about them. Figures go on whatever is done. */
export const performanceRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { store, tape, log } = gateway

  const answerStatus = async (reply: FastifyReply): Promise<FastifyReply> => {
    const checkpoint = await store.snapshot(async (snapshot) => snapshot.checkpoint)
    return answer(reply, { as_of: asOf(checkpoint) }, await readPerformanceStatus(gateway))
  }

  server.get('/api/performance/status', async (request, reply) => {
    readQuery(noQuery, request.query)
    return answerStatus(reply.header('cache-control', 'no-store'))
  })

  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    server.post(`/api/performance/${verb}`, async (request, reply) => {
      requireOperator(request.caller)
      readQuery(noQuery, request.query)
      readBody(noBody, request.body)
      await setPaused(store, paused)
      log.info({ paused, request_id: request.id }, 'reports and updates paused or resumed')
      return answerStatus(reply)
    })
  }

  server.post('/api/performance/force-update', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    readBody(noBody, request.body)
    const updates = await store.snapshot(async (snapshot) => {
      const portfolios = await reportedPortfolios(snapshot.projection)
      return readUpdates(snapshot, portfolios.length === 0 ? [portfolioOf('live')] : portfolios)
    })
    await recordForced(store, { reports: [], updated: true, now: gateway.now() })
    for (const update of updates) tape.hint(subjects.livePerformance, update)
    log.info({ request_id: request.id }, 'update pushed')
    return answerStatus(reply)
  })

  server.post('/api/performance/force-report', async (request, reply) => {
    requireOperator(request.caller)
    const wanted = { ...readQuery(scopeQuery, request.query), ...readBody(reportAboutBody, request.body) }
    const now = gateway.now()
    const { checkpoint, report } = await store.snapshot(async (snapshot) => {
      const { projection } = snapshot
      const { mode, bot_id } = await coverageOf(projection, OPERATOR, wanted)
      const subject =
        bot_id === null ? portfolioOf(mode) : subjectOfBot((await readBot(projection, OPERATOR, bot_id)).bot)
      const content = await readReport(snapshot, subject)
      return {
        checkpoint: snapshot.checkpoint,
        report: newReport(subject, snapshot.checkpoint, content, { dueAt: null, now }),
      }
    })
    await recordForced(store, { reports: [report], updated: false, now })
    const { content: _, ...stored } = report
    const view = reportView(stored)
    log.info({ report_id: view.report_id, ledger_seq: view.as_of_seq, request_id: request.id }, 'report stored')
    reply.code(201).header('location', view.url)
    return answer(reply, { as_of: asOf(checkpoint) }, view)
  })
}
