import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { envelope, sendEnvelope } from '../http/answer.ts'
import { PROBLEMS, Problem, type ProblemCode } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { alarmCheckpoint } from '../reads/alarm-checkpoint.ts'
import { type HealthFacts, healthOf } from '../reads/health.ts'
import { within } from '../within.ts'

const ASK_MS_MAX = 2000

/** What the question yields within two seconds, else `null`. */
const asked = async <Answer>(question: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await within(ASK_MS_MAX, question, () => new Error('no answer'))
  } catch {
    // Whatever the reason, the one who asks for health learns that there was no answer; the log of reads has the rest.
    return null
  }
}

const gather = async ({ tape, store, services }: Gateway): Promise<HealthFacts> => {
  const status = tape.status()
  const [ledger, checkpoint, alarms] = await Promise.all([
    status.connected ? asked(tape.streamState('LEDGER')) : null,
    asked(store.projection().selectFrom('checkpoint').selectAll().executeTakeFirst()),
    asked(alarmCheckpoint(store)),
  ])
  return {
    nats: { ok: status.ok && ledger !== null, ...(status.detail === undefined ? {} : { detail: status.detail }) },
    postgres: checkpoint === null ? { ok: false, detail: 'PostgreSQL does not answer' } : { ok: true },
    instances: services.instances(),
    ledger,
    checkpoint: checkpoint ?? null,
    alarms,
  }
}

/** The health of the whole system, and the meaning of each error. */
export const healthRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get('/api/health', async (request, reply) => {
    readQuery(noQuery, request.query)
    const facts = await gather(gateway)
    const health = healthOf(facts)
    const { checkpoint } = facts
    reply.code(health.ready ? 200 : 503).header('cache-control', 'no-store')
    const as_of = { seq: checkpoint?.seq ?? 0, time: checkpoint?.as_of ?? null }
    return sendEnvelope(reply, as_of.seq, envelope({ as_of }, health, undefined, health.ready))
  })
  server.get<{ Params: { code: string } }>('/api/problems/:code', async (request, reply) => {
    readQuery(noQuery, request.query)
    const { code } = request.params
    if (!Object.hasOwn(PROBLEMS, code)) throw new Problem('not-found')
    const [status, title, meaning] = PROBLEMS[code as ProblemCode]
    return reply.send({ success: true, data: { code, status, title, meaning } })
  })
}
