import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { pastScopeQuery } from '../http/query-fields.ts'
import { withEntryGaps } from '../reads/as-of/entry-gaps.ts'
import { readPerformance } from '../reads/kpi/performance.ts'
import { readShown } from '../reads/kpi/rolling.ts'
import { readOpenPositions } from '../reads/open-positions.ts'
import { readSummary } from '../reads/summary.ts'
import { positionQuery, summaryQuery, tradeQuery } from '../reads/trade-filters.ts'
import { readTrades } from '../reads/trades.ts'
import { kpiReading } from './kpi-reading.ts'
import { listReading } from './list-reading.ts'

/** The public record: trades, summary, open positions, performance. */
export const paperTradingRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const root = '/api/public/paper-trading'
  server.get(
    root,
    listReading(gateway, tradeQuery, async ({ projection, coverage }, query) => {
      const found = await readTrades(projection, coverage, query)
      return { data: await withEntryGaps(gateway.tape, found), page: { next: found.next, limit: query.limit } }
    }),
  )
  server.get(
    `${root}/summary`,
    listReading(gateway, summaryQuery, async ({ projection, coverage }, query) => ({
      data: await readSummary(projection, coverage, query),
    })),
  )
  server.get(
    `${root}/open-positions`,
    listReading(
      gateway,
      positionQuery,
      async ({ projection, coverage, now }, query) => {
        const live = { board: gateway.board, nowMs: Date.parse(now) }
        const { positions, next, unsure } = await readOpenPositions(projection, coverage, query, live)
        const data = await withEntryGaps(gateway.tape, { trades: positions, unsure })
        return { data, page: { next, limit: query.limit } }
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
