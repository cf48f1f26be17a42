import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { noQuery } from '../http/query-fields.ts'
import { readMonitoring } from '../reads/alarm-monitoring.ts'
import {
  activeAlarmQuery,
  alarmHistoryQuery,
  byLevel,
  countsByLevel,
  readActiveAlarms,
  readAlarm,
  readAlarmHistory,
} from '../reads/alarms.ts'
import { coverageOf } from '../reads/coverage.ts'
import { reading } from './reading.ts'

/** To the minute: silences end and windows move by the clock, and answers are kept until then at most. */
const minuteOf = (now: string): string => now.slice(0, 16)

/** What stands, what stood, and each alarm with its steps. */
export const alarmRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/alarms/active',
    reading(
      gateway,
      activeAlarmQuery,
      async ({ projection, viewer, now }, query) => {
        const coverage = await coverageOf(projection, viewer, query)
        const alarms = await readActiveAlarms(projection, coverage, now)
        const monitoring = await readMonitoring(gateway, projection, coverage, now)
        return {
          data: query.group_by === 'level' ? byLevel(alarms) : alarms,
          coverage,
          meta: { count_by_level: countsByLevel(alarms), monitoring },
        }
      },
      minuteOf,
    ),
  )
  server.get(
    '/api/alarms/history',
    reading(
      gateway,
      alarmHistoryQuery,
      async ({ projection, viewer, now }, query) => {
        const coverage = await coverageOf(projection, viewer, query)
        const { alarms, next } = await readAlarmHistory(projection, coverage, query, now)
        const data = query.group_by === 'level' ? byLevel(alarms) : alarms
        return { data, coverage, page: { next, limit: query.limit } }
      },
      minuteOf,
    ),
  )
  server.get(
    '/api/alarms/:alarm_id',
    reading(gateway, noQuery, async ({ projection, viewer, params }) => ({
      data: await readAlarm(projection, viewer, params['alarm_id'] ?? ''),
    })),
  )
}
