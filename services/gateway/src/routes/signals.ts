import { isBotId } from '@papertape/events'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { Problem } from '../http/problem.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { publishSignal } from '../writes/publish-signal.ts'
import { paramsOf } from './reading.ts'

const noQuery = z.strictObject({})

/** Only what the answer needs; all other rules have their own recorded reasons. */
const signalBody = z.looseObject({ signal_id: z.string().min(1).max(128) })

/** The way in for signals over HTTP, with the operator's token. */
export const signalRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.post('/api/v1/signals/:bot_id', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const bot_id = paramsOf(request)['bot_id'] ?? ''
    if (!isBotId(bot_id)) throw new Problem('bot-not-found')
    const signal = readBody(signalBody, request.body)
    const input_seq = await publishSignal(gateway.tape, bot_id, signal)
    const { signal_id } = signal
    const location = `/api/v1/signals/${bot_id}/${encodeURIComponent(signal_id)}`
    reply.code(202).header('location', location)
    const place = gateway.watch.place()
    return answer(
      reply,
      { as_of: { seq: place?.seq ?? 0, time: gateway.now() } },
      { bot_id, signal_id, input_seq, location },
    )
  })
}
