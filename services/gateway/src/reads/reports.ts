import { findReport, listReports, type StoredReport } from '@papertape/reporting'
import type { Store } from '@papertape/store'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import { queryFields } from '../http/query-fields.ts'
import type { Coverage } from './coverage.ts'
import type { Viewer } from './viewer.ts'

const { bot_id, mode, limit, cursor } = queryFields
export const reportQuery = z.strictObject({
  bot_id,
  mode,
  limit,
  cursor,
  kind: z.enum(['scheduled', 'forced']).optional(),
})

/** A report as lists show it; `bot_id` null = the portfolio of its mode. */
export const reportView = ({ scope, ...report }: StoredReport) => ({
  ...report,
  bot_id: scope.startsWith('@') ? null : scope,
  url: `/api/reports/${report.report_id}`,
  html_url: `/api/reports/${report.report_id}/html`,
})

const sortKey = z.tuple([z.int().min(0)])

/** One page of stored reports, newest first, with the cursor of the next. */
export const readReports = async (
  store: Pick<Store, 'db'>,
  coverage: Coverage,
  query: Omit<z.output<typeof reportQuery>, 'bot_id' | 'mode'>,
) => {
  const { kind, limit: most, cursor: given } = query
  const scope = { ...coverage, kind }
  const before = given === undefined ? null : decodeCursor('reports', scope, sortKey, given)[0]
  const filter = { mode: coverage.mode, scope: coverage.bot_id ?? undefined, kind, operator: coverage.operator }
  const rows = await listReports(store, filter, { before, limit: most + 1 })
  const page = rows.slice(0, most)
  const last = page.at(-1)
  return {
    reports: page.map(({ place: _, ...report }) => reportView(report)),
    next: rows.length > most && last !== undefined ? encodeCursor('reports', scope, [last.place]) : null,
  }
}

/** A stored report. @throws Problem `report-not-found`, the same for a private bot's as for none. */
export const readStoredReport = async (store: Pick<Store, 'db'>, viewer: Viewer, reportId: string) => {
  const report = await findReport(store, reportId)
  if (report === undefined || !(report.public || viewer.operator)) throw new Problem('report-not-found')
  return report
}
