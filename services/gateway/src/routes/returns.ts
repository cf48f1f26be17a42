import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { readQuery } from '../http/read-request.ts'
import { momentText } from '../reads/as-of/moment.ts'
import { benchmarkQuery, readBenchmark } from '../reads/returns/benchmark.ts'
import { correlationQuery, readCorrelation } from '../reads/returns/correlation.ts'
import { readReturns, returnsQuery } from '../reads/returns/returns.ts'
import { kpiReading } from './kpi-reading.ts'
import { awaitMoment } from './past-reading.ts'
import { asOf, reading } from './reading.ts'

/** What is made of the days of a record, now or as of any moment. */
export const returnRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get('/api/v1/analytics/returns', kpiReading(gateway, returnsQuery, readReturns))
  server.get('/api/v1/analytics/benchmark', kpiReading(gateway, benchmarkQuery, readBenchmark))

  const readPresent = reading(gateway, correlationQuery, async ({ projection, checkpoint, viewer }, query) => {
    const { as_of: moment } = query
    const answered = await readCorrelation(projection, viewer, query)
    if (moment === undefined) return answered
    const place = moment.kind === 'seq' ? { seq: moment.seq, time: null } : { ...asOf(checkpoint), time: moment.time }
    return { ...answered, meta: { as_of: place, asked_as_of: momentText(moment) } }
  })
  server.get('/api/v1/analytics/correlation', async (request, reply) => {
    const { as_of } = readQuery(correlationQuery, request.query)
    if (as_of !== undefined) await awaitMoment(gateway, as_of)
    return readPresent(request, reply)
  })
}
