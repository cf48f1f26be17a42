import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { queryFields } from '../http/query-fields.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readKpi } from '../reads/kpi.ts'
import { reading } from './reading.ts'

const scopeQuery = z.strictObject({ bot_id: queryFields.bot_id, mode: queryFields.mode })

/** Figures of one bot or of a whole mode. */
export const figureRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/kpi/current',
    reading(gateway, scopeQuery, async ({ projection, viewer }, query) => {
      const coverage = await coverageOf(projection, viewer, query)
      return { data: await readKpi(projection, coverage), coverage }
    }),
  )
}
