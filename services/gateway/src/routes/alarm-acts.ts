import { randomUUID } from 'node:crypto'
import { subjects } from '@papertape/events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acknowledgeBody, silenceBody } from '../api/requests/alarms.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readSilences } from '../reads/alarm-silences.ts'
import { readAlarm } from '../reads/alarms.ts'
import type { Projection } from '../reads/coverage.ts'
import { acknowledge, silence } from '../writes/alarm-acts.ts'
import { appendBehind } from '../writes/append-behind.ts'
import { type Receipt, receiptOf } from '../writes/receipt.ts'
import { asOf, paramsOf } from './reading.ts'

const SHOWN_MS_MAX = 5000
const OPERATOR = { operator: true }

/** What operators do about alarms: say that they have seen one, keep those of a bot quiet for a while. */
export const alarmActRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { tape, store, watch, log } = gateway

  /** Answers with what the projection shows once it has the fact. */
  const answerShown = async (
    reply: FastifyReply,
    recorded: Receipt,
    read: (projection: Projection) => Promise<unknown>,
  ): Promise<FastifyReply> => {
    const seq = recorded.ledger_seq
    if (!(await watch.reached(seq, SHOWN_MS_MAX))) {
      // It is recorded, whatever the projection does: the answer must not make the operator send it again.
      return answer(reply.code(202), { as_of: { seq, time: gateway.now() }, recorded }, { ledger_seq: seq })
    }
    return store.snapshot(async ({ projection, checkpoint }) =>
      answer(reply, { as_of: asOf(checkpoint), recorded }, await read(projection)),
    )
  }

  server.post('/api/alarms/:alarm_id/acknowledge', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const { by, reason = null } = readBody(acknowledgeBody, request.body)
    const alarmId = paramsOf(request)['alarm_id'] ?? ''
    const alarm = await store.snapshot(({ projection }) => readAlarm(projection, OPERATOR, alarmId))
    if (alarm.acknowledged_at !== null) {
      return store.snapshot(async ({ projection, checkpoint }) =>
        answer(reply, { as_of: asOf(checkpoint), recorded: null }, await readAlarm(projection, OPERATOR, alarmId)),
      )
    }
    const fact = acknowledge(alarm, { by, reason }, { id: randomUUID(), time: gateway.now() })
    const partition = tape.partitionOf(alarm.bot_id)
    const seq = await appendBehind(tape, fact, subjects.history(partition, alarm.bot_id), partition)
    log.info({ alarm_id: alarmId, ledger_seq: seq, request_id: request.id }, 'alarm acknowledged')
    return answerShown(reply, receiptOf(seq, fact), (projection) => readAlarm(projection, OPERATOR, alarmId))
  })

  server.get('/api/alarms/silences', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    return store.snapshot(async ({ projection, checkpoint }) =>
      answer(reply, { as_of: asOf(checkpoint) }, await readSilences(projection, gateway.now())),
    )
  })

  const silenceOne = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const { by, reason = null, bot_id, alarm_type, until } = readBody(silenceBody, request.body)
    const now = gateway.now()
    const end = until === null ? null : new Date(Date.parse(until)).toISOString()
    if (end !== null && end <= now) {
      const errors = [{ pointer: '/until', code: 'custom', message: 'must lie in the future; null ends a silence' }]
      throw new Problem('validation', '/until: must lie in the future; null ends a silence', { errors })
    }
    const partition = tape.partitionOf(bot_id)
    const history = subjects.history(partition, bot_id)
    if ((await tape.lastMessage('LEDGER', history)) === null) throw new Problem('bot-not-found')
    const act = { id: randomUUID(), time: now }
    const fact = silence(bot_id, { alarm_type, until: end }, { by, reason }, act)
    const seq = await appendBehind(tape, fact, history, partition)
    log.info({ bot_id, alarm_type, until: end, ledger_seq: seq, request_id: request.id }, 'alarms silenced')
    return answerShown(reply, receiptOf(seq, fact), (projection) => readSilences(projection, now))
  }
  server.post('/api/alarms/silence', silenceOne)
}
