import { randomUUID } from 'node:crypto'
import { hashOf } from '@papertape/events'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { thresholdsBody, thresholdsQuery } from '../api/requests/alarms.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readThresholds, thresholdsView } from '../reads/alarm-thresholds.ts'
import { visibleBot } from '../reads/coverage.ts'
import { OF_ALL, thresholdsOfAll } from '../reads/thresholds-of-all.ts'
import { configureAll } from '../writes/alarm-acts.ts'
import { appendDecided } from '../writes/append-act.ts'
import { appendBehind } from '../writes/append-behind.ts'
import { checkedThresholds } from '../writes/checked-thresholds.ts'
import { configure } from '../writes/operator-acts.ts'
import { type Receipt, receiptOf } from '../writes/receipt.ts'
import { asOf, reading } from './reading.ts'

const SHOWN_MS_MAX = 5000

/** From where each alarm is raised: for all bots, or for one over them. Each change is a fact. */
export const alarmThresholdRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { tape, store, watch, log } = gateway

  server.get(
    '/api/alarms/thresholds',
    reading(gateway, thresholdsQuery, async ({ projection, viewer }, { bot_id }) => {
      if (bot_id !== undefined) await visibleBot(projection, viewer, bot_id)
      return { data: await readThresholds(projection, bot_id ?? null) }
    }),
  )

  /** Answers with what the projection shows once it has the fact, or else with what the fact itself says. */
  const answerSet = async (
    reply: FastifyReply,
    seq: number,
    botId: string | null,
    written: ReturnType<typeof thresholdsView>,
    recorded: Receipt | null,
  ): Promise<FastifyReply> => {
    if (!(await watch.reached(seq, SHOWN_MS_MAX))) {
      return answer(reply, { as_of: { seq, time: gateway.now() }, recorded }, written)
    }
    return store.snapshot(async ({ projection, checkpoint }) =>
      answer(reply, { as_of: asOf(checkpoint), recorded }, await readThresholds(projection, botId)),
    )
  }

  server.put('/api/alarms/thresholds', async (request, reply) => {
    requireOperator(request.caller)
    const { bot_id = null } = readQuery(thresholdsQuery, request.query)
    const { thresholds, by, reason = null } = readBody(thresholdsBody, request.body)
    const ofAll = await thresholdsOfAll(tape)
    checkedThresholds(thresholds, bot_id === null ? [] : [ofAll], '/thresholds')
    const act = { id: randomUUID(), time: gateway.now() }
    if (bot_id === null) {
      const view = thresholdsView(null, thresholds, [])
      if (hashOf(ofAll) === hashOf(thresholds)) return answerSet(reply, watch.place()?.seq ?? 0, null, view, null)
      const fact = configureAll(thresholds, { by, reason }, act)
      const seq = await appendBehind(tape, fact, OF_ALL, 0)
      log.info({ ledger_seq: seq, request_id: request.id }, 'alarm thresholds of all bots set')
      return answerSet(reply, seq, null, view, receiptOf(seq, fact))
    }
    const { seq, fact } = await appendDecided(tape, bot_id, (now) => configure(now, { risk: { thresholds } }, act))
    log.info({ bot_id, ledger_seq: seq, request_id: request.id }, 'alarm thresholds set')
    return answerSet(reply, seq, bot_id, thresholdsView(bot_id, thresholds, [ofAll]), fact && receiptOf(seq, fact))
  })
}
