import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { leaderboardQuery, tradeAnalyticsQuery } from '../reads/analytics-query.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readExecution, withLedger } from '../reads/execution/execution.ts'
import { readLeaderboard } from '../reads/leaderboard.ts'
import { readTradeStatistics } from '../reads/trade-statistics/trade-statistics.ts'
import { reading } from './reading.ts'
import { statisticsReading } from './statistics-reading.ts'
import { tradePricesRoute } from './trade-prices.ts'

/** What trades came to, and how they came about. */
export const tradeAnalyticsRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/v1/analytics/trades',
    statisticsReading(gateway, tradeAnalyticsQuery, ({ projection, coverage, until }, { as_of: _, ...filters }) =>
      readTradeStatistics(projection, { coverage, filters, until }),
    ),
  )
  server.get(
    '/api/v1/analytics/execution',
    statisticsReading(
      gateway,
      tradeAnalyticsQuery,
      ({ projection, coverage, until }, { as_of: _, ...filters }) =>
        readExecution(projection, { coverage, filters, until }),
      (found) => withLedger(gateway.tape, found),
    ),
  )
  server.get(
    '/api/v1/analytics/leaderboard',
    reading(gateway, leaderboardQuery, async ({ projection, viewer }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      return { data: await readLeaderboard(projection, coverage, query), coverage }
    }),
  )
  tradePricesRoute(server, gateway)
}
