import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { pastScopeQuery } from '../http/query-fields.ts'
import { historyQuery, readHistoryPage } from '../reads/kpi/history-page.ts'
import { summaryOf } from '../reads/kpi/summary.ts'
import { kpiReading, snapshotReading } from './kpi-reading.ts'

/** Figures of one bot or of a whole mode, now or as of any moment. */
export const figureRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/kpi/current',
    snapshotReading(gateway, pastScopeQuery, { hasWindows: true, dataOf: (shown) => shown }),
  )
  server.get('/api/kpi/summary', snapshotReading(gateway, pastScopeQuery, { hasWindows: false, dataOf: summaryOf }))
  server.get(
    '/api/kpi/history',
    // The window ends now, so an answer holds for a minute at most.
    kpiReading(gateway, historyQuery, readHistoryPage, (now) => now.slice(0, 16)),
  )
}
