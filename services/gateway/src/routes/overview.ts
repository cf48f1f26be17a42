import type { OpsTables } from '@papertape/store'
import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { scopeQuery } from '../http/query-fields.ts'
import { readActiveAlarms } from '../reads/alarms.ts'
import { coverageOf } from '../reads/coverage.ts'
import { readNewest } from '../reads/kpi/newest.ts'
import { readShown } from '../reads/kpi/rolling.ts'
import { overviewOf } from '../reads/overview.ts'
import { readPerformanceStatus } from '../reads/performance-status.ts'
import { reading } from './reading.ts'

/** All that a dashboard shows first, in one answer. */
export const overviewRoute = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/dashboard/overview',
    reading(
      gateway,
      scopeQuery,
      async ({ projection, checkpoint, viewer, now }, query) => {
        const coverage = await coverageOf(projection, viewer, query)
        const standing = await readNewest(projection, coverage, checkpoint.seq)
        const kpi = await readShown(projection, standing)
        const alarms = await readActiveAlarms(projection, coverage, now)
        // Beside the projection and on the same connection: who holds one must not wait for another.
        const db = projection.withoutPlugins().withTables<OpsTables>()
        const tracking = await readPerformanceStatus({ ...gateway, store: { ...gateway.store, db } })
        return { data: overviewOf({ now, kpi, tracking, alarms, instances: gateway.services.instances() }), coverage }
      },
      (now) => now.slice(0, 19),
    ),
  )
}
