import { z } from 'zod'
import { PROBLEMS, type ProblemCode } from '../../http/problem.ts'
import { shape } from '../named.ts'
import { alarm } from './alarms.ts'
import { currentKpi } from './kpi.ts'
import { count, sequence, time } from './scalars.ts'

/** How reports and pushed updates stand; intervals in seconds. */
export const performanceStatus = shape(
  'PerformanceStatus',
  z.object({
    running: z.boolean().describe('A ready kpi-projector was heard'),
    update_count: count,
    report_count: count,
    last_update: time.nullable(),
    last_report: time.nullable(),
    update_interval: z.number(),
    report_interval: z.number(),
    paused: z.boolean(),
  }),
)

const serviceStatus = z.enum(['ok', 'not_ready', 'absent'])

/** All that a dashboard shows first. */
export const overview = shape(
  'Overview',
  z.object({
    timestamp: time,
    kpi: currentKpi,
    performance_tracking: performanceStatus,
    risk_alarms: z.object({
      active_count: count,
      has_critical: z.boolean().describe('Emergencies too'),
      has_warning: z.boolean(),
      active_alarms: z.array(alarm).max(500),
    }),
    system_health: z.object({
      kpi_tracking: serviceStatus,
      performance_tracking: z.enum([...serviceStatus.options, 'paused']),
      risk_monitoring: serviceStatus,
    }),
  }),
)

const dependency = z.object({ ok: z.boolean(), detail: z.string().optional() })
const service = z.object({
  status: serviceStatus,
  instances: z.array(
    z.object({
      instance: z.string(),
      ready: z.boolean(),
      failing: z.array(z.string()).describe('Checks that fail there'),
      seen_at: time,
    }),
  ),
})
const fold = {
  status: z.enum(['ok', 'unknown', 'of_another_ledger']),
  seq: sequence.nullable(),
  lag_events: z.number().nullable().describe('Facts of the ledger that it has yet to fold in'),
}

/** The whole system. */
export const health = shape(
  'Health',
  z.object({
    status: z.enum(['ok', 'degraded', 'down']),
    ready: z.boolean(),
    services: z.object({
      'signal-ingest': service,
      'paper-trader': service,
      'kpi-projector': service,
      'alarm-evaluator': service,
      gateway: service,
    }),
    dependencies: z.object({ nats: dependency, postgres: dependency }),
    projections: z.object({
      ledger: z.object({
        ...fold,
        epoch: z.string().nullable(),
        as_of: time.nullable(),
        ledger_seq: sequence.nullable(),
      }),
      alarms: z.object(fold),
    }),
  }),
)

const problemCode = shape('ProblemCode', z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]))

/** RFC 9457. */
export const problem = shape(
  'Problem',
  z.object({
    type: z.string().describe('Where the code is explained'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional().describe('The path that was asked'),
    code: problemCode,
    request_id: z.string(),
    errors: z
      .array(
        shape(
          'FieldError',
          z.object({ pointer: z.string().describe('JSON Pointer'), code: z.string(), message: z.string() }),
        ),
      )
      .optional(),
  }),
)

export const problemMeaning = shape(
  'ProblemMeaning',
  z.object({ code: problemCode, status: z.int(), title: z.string(), meaning: z.string() }),
)

/** The ledger position an answer rests on, and when that fact was written. */
export const asOf = shape('AsOf', z.object({ seq: sequence, time: time.nullable() }))

export const page = shape(
  'Page',
  z.object({ next: z.string().nullable().describe('The cursor of the next page; null on the last'), limit: z.int() }),
)
