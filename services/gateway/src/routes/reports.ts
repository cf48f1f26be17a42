import { createHash } from 'node:crypto'
import { TEAR_SHEET_STYLE, tearSheetHtml } from '@papertape/report'
import type { FastifyInstance } from 'fastify'
import { htmlQuery } from '../api/requests/reports.ts'
import type { Gateway } from '../gateway.ts'
import { envelope, sendEnvelope } from '../http/answer.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readReports, readStoredReport, reportQuery, reportView } from '../reads/reports.ts'
import { viewerOf } from '../reads/viewer.ts'
import { asOf, paramsOf } from './reading.ts'

const STYLE_HASH = createHash('sha256').update(TEAR_SHEET_STYLE).digest('base64')

/** The page shows itself and asks for nothing: no script, no style but its own, nobody's frame. */
const CONTENT_SECURITY_POLICY =
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A name that every file system takes. */
const fileNameOf = (scope: string, asOfSeq: number): string =>
  `papertape-${scope.replaceAll(/[^A-Za-z0-9_-]/g, '')}-${asOfSeq}.html`

/** Stored reports: newest first, each as JSON and as a page of its own. */
export const reportRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { store } = gateway

  server.get('/api/reports', async (request, reply) => {
    const { bot_id, mode, ...query } = readQuery(reportQuery, request.query)
    const { checkpoint, coverage } = await store.snapshot(async (snapshot) => ({
      checkpoint: snapshot.checkpoint,
      coverage: await coverageOf(snapshot.projection, viewerOf(request.caller), { bot_id, mode }),
    }))
    const { reports, next } = await readReports(store, coverage, query)
    const meta = { as_of: asOf(checkpoint), mode: coverage.mode }
    return sendEnvelope(reply, checkpoint.seq, envelope(meta, reports, { next, limit: query.limit }), { next })
  })

  server.get('/api/reports/:report_id', async (request, reply) => {
    readQuery(noQuery, request.query)
    const { content, ...report } = await readStoredReport(
      store,
      viewerOf(request.caller),
      paramsOf(request)['report_id'] ?? '',
    )
    const meta = { as_of: { seq: report.as_of_seq, time: report.as_of_time }, mode: report.mode }
    return sendEnvelope(reply, report.as_of_seq, envelope(meta, { ...reportView(report), ...content }))
  })

  server.get('/api/reports/:report_id/html', async (request, reply) => {
    const { download } = readQuery(htmlQuery, request.query)
    const { content, scope, as_of_seq } = await readStoredReport(
      store,
      viewerOf(request.caller),
      paramsOf(request)['report_id'] ?? '',
    )
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('referrer-policy', 'no-referrer')
      .header(
        'content-disposition',
        `${download ? 'attachment' : 'inline'}; filename="${fileNameOf(scope, as_of_seq)}"`,
      )
      .type('text/html; charset=utf-8')
      .send(tearSheetHtml(content.sheet))
  })
}
