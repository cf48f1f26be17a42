import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { tradeAnalyticsQuery } from '../reads/analytics-query.ts'
import { readTradeStatistics } from '../reads/trade-statistics/trade-statistics.ts'
import { statisticsReading } from './statistics-reading.ts'

/** What trades came to, and how they came about. */
export const tradeAnalyticsRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/v1/analytics/trades',
    statisticsReading(gateway, tradeAnalyticsQuery, ({ projection, coverage, until }, { as_of: _, ...filters }) =>
      readTradeStatistics(projection, { coverage, filters, until }),
    ),
  )
}
