import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { pastScopeQuery } from '../http/query-fields.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readPerformance } from '../reads/kpi/performance.ts'
import { readShown } from '../reads/kpi/rolling.ts'
import { readOpenPositions } from '../reads/open-positions.ts'
import { readSummary } from '../reads/summary.ts'
import { positionQuery, summaryQuery, tradeQuery } from '../reads/trade-filters.ts'
import { readTrades } from '../reads/trades.ts'
import { kpiReading } from './kpi-reading.ts'
import { reading } from './reading.ts'

/** The public record: trades, summary, open positions, performance. */
export const paperTradingRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const root = '/api/public/paper-trading'
  server.get(
    root,
    reading(gateway, tradeQuery, async ({ projection, viewer }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      const { trades, next } = await readTrades(projection, coverage, query)
      return { data: trades, page: { next, limit: query.limit }, coverage }
    }),
  )
  server.get(
    `${root}/summary`,
    reading(gateway, summaryQuery, async ({ projection, viewer }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      return { data: await readSummary(projection, coverage, query), coverage }
    }),
  )
  server.get(
    `${root}/open-positions`,
    reading(
      gateway,
      positionQuery,
      async ({ projection, viewer, now }, query) => {
        const coverage = await coverageOf(projection, viewer, query)
        const live = { board: gateway.board, nowMs: Date.parse(now) }
        const { positions, next } = await readOpenPositions(projection, coverage, query, live)
        return { data: positions, page: { next, limit: query.limit }, coverage }
      },
      (now) => `${now.slice(0, 19)} ${gateway.board.version()}`,
    ),
  )
  server.get(
    `${root}/performance`,
    kpiReading(gateway, pastScopeQuery, async ({ projection, coverage, standing, pastSeq }) => {
      const shown = await readShown(projection, standing)
      return { data: await readPerformance(projection, coverage, shown, pastSeq) }
    }),
  )
}
