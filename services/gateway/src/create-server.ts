import type { FastifyInstance } from 'fastify'
import { documentRoutes } from './api/document-routes.ts'
import { exportRoutes } from './exports/export-routes.ts'
import { feedRoutes } from './feed/feed-routes.ts'
import type { Gateway } from './gateway.ts'
import { freshReads } from './http/fresh-reads.ts'
import { createHttpServer, type ServerOptions } from './http/server.ts'
import { pageRoutes } from './page/page-routes.ts'
import { readableAddress } from './page/readable-address.ts'
import { alarmActRoutes } from './routes/alarm-acts.ts'
import { alarmSimulationRoute } from './routes/alarm-simulation.ts'
import { alarmThresholdRoutes } from './routes/alarm-thresholds.ts'
import { alarmRoutes } from './routes/alarms.ts'
import { botRoutes } from './routes/bots.ts'
import { closeTradeRoute } from './routes/close-trade.ts'
import { figureRoutes } from './routes/figures.ts'
import { healthRoutes } from './routes/health.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { overviewRoute } from './routes/overview.ts'
import { paperTradingRoutes } from './routes/paper-trading.ts'
import { performanceRoutes } from './routes/performance.ts'
import { recordRoutes } from './routes/records.ts'
import { reportRoutes } from './routes/reports.ts'
import { returnRoutes } from './routes/returns.ts'
import { signalRoutes } from './routes/signals.ts'
import { sourceRoutes } from './routes/sources.ts'
import { statusStreamRoute } from './routes/status-stream.ts'
import { tradeAnalyticsRoutes } from './routes/trade-analytics.ts'
import { shareRoutes } from './shares/share-routes.ts'
import { findSourceIn } from './sources/find-source.ts'

/** How long requests in flight may take once the server closes. */
const CLOSING_MS_MAX = 2500

/** The HTTP server with all its routes, not listening yet. Closing it ends open streams first. */
export const createServer = (gateway: Gateway, options: Omit<ServerOptions, 'findSource'>): FastifyInstance => {
  const server = createHttpServer({
    ...options,
    findSource: findSourceIn(gateway.store, gateway.log),
    addressOf: readableAddress,
  })
  server.addHook('preValidation', freshReads(gateway.watch))
  healthRoutes(server, gateway)
  botRoutes(server, gateway)
  statusStreamRoute(server, gateway)
  feedRoutes(server, gateway, options)
  paperTradingRoutes(server, gateway)
  figureRoutes(server, gateway)
  returnRoutes(server, gateway)
  tradeAnalyticsRoutes(server, gateway)
  overviewRoute(server, gateway)
  alarmRoutes(server, gateway)
  alarmActRoutes(server, gateway)
  alarmThresholdRoutes(server, gateway)
  alarmSimulationRoute(server, gateway)
  notificationRoutes(server, gateway)
  performanceRoutes(server, gateway)
  reportRoutes(server, gateway)
  recordRoutes(server, gateway)
  exportRoutes(server, gateway)
  closeTradeRoute(server, gateway)
  signalRoutes(server, gateway)
  sourceRoutes(server, gateway)
  shareRoutes(server, gateway)
  documentRoutes(server)
  pageRoutes(server, gateway)
  server.addHook('preClose', async () => {
    gateway.streams.close()
    // Whoever is still sending or reading then will not be done in time either.
    setTimeout(() => server.server.closeAllConnections(), CLOSING_MS_MAX).unref()
  })
  return server
}
