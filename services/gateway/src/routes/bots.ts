import { randomUUID } from 'node:crypto'
import { isBotId, type Thresholds, thresholdsSchema, utcDayOf } from '@papertape/events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reasonBody, stopBody } from '../api/requests/acts.ts'
import { patchBody, registrationBody } from '../api/requests/bots.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { natsAway, Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readBotEvents } from '../reads/bot-events.ts'
import { botStateOf, botView } from '../reads/bot-view.ts'
import { botQuery, readBot, readBots } from '../reads/bots.ts'
import { coverageOf } from '../reads/coverage.ts'
import { thresholdsOfAll } from '../reads/thresholds-of-all.ts'
import { within } from '../within.ts'
import { appendDecided, appendFirst } from '../writes/append-act.ts'
import { checkedThresholds } from '../writes/checked-thresholds.ts'
import {
  type Act,
  type BotNow,
  configure,
  pause,
  register,
  registeredBot,
  start,
  stop,
} from '../writes/operator-acts.ts'
import { presentPlace } from '../writes/prices-place.ts'
import { type Receipt, receiptOf } from '../writes/receipt.ts'
import { writtenView } from '../writes/written-view.ts'
import { asOf, paramsOf, reading } from './reading.ts'

/** How long an answer waits for the projection to show what was just written. */
const SHOWN_MS_MAX = 5000
const EVENTS_MS_MAX = 5000

/** The registry of bots: read by all, written by the operator. */
export const botRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { tape, log } = gateway

  server.get(
    '/api/v1/bots',
    reading(
      gateway,
      botQuery,
      async ({ projection, viewer, now }, query) => {
        const coverage = await coverageOf(projection, viewer, query)
        const { bots, next } = await readBots(projection, coverage, query, now)
        return { data: bots, page: { next, limit: query.limit }, coverage }
      },
      utcDayOf,
    ),
  )
  server.get(
    '/api/v1/bots/:bot_id',
    reading(
      gateway,
      noQuery,
      async ({ projection, viewer, now, params }) => {
        const { bot, state } = await readBot(projection, viewer, params['bot_id'] ?? '')
        return { data: botView(bot, state, now) }
      },
      utcDayOf,
    ),
  )
  server.get(
    '/api/v1/bots/:bot_id/state',
    reading(
      gateway,
      noQuery,
      async ({ projection, viewer, now, params }) => {
        const { bot, state } = await readBot(projection, viewer, params['bot_id'] ?? '')
        return { data: botStateOf(state, bot, now) }
      },
      utcDayOf,
    ),
  )

  server.get(
    '/api/v1/bots/:bot_id/events',
    reading(gateway, noQuery, async ({ projection, checkpoint, viewer, now, params }) => {
      const { bot, state } = await readBot(projection, viewer, params['bot_id'] ?? '')
      const events = readBotEvents(tape, botView(bot, state, now), checkpoint.seq)
      return { data: await within(EVENTS_MS_MAX, events, natsAway) }
    }),
  )

  const newAct = (): Act => ({ id: randomUUID(), time: gateway.now() })

  /** Answers with the bot as the projection shows it once it has the fact, or else as the fact itself says. */
  const answerWritten = async (
    reply: FastifyReply,
    status: number,
    { seq, now, recorded }: { seq: number; now: BotNow; recorded: Receipt | null },
  ): Promise<FastifyReply> => {
    const { bot_id } = now
    reply.code(status)
    if (await gateway.watch.reached(seq, SHOWN_MS_MAX)) {
      try {
        return await gateway.store.snapshot(async ({ projection, checkpoint }) => {
          const { bot, state } = await readBot(projection, { operator: true }, bot_id)
          return answer(reply, { as_of: asOf(checkpoint), recorded }, botView(bot, state, gateway.now()))
        })
      } catch (error) {
        log.warn({ bot_id, ledger_seq: seq, error }, 'the projection was not read after a write')
      }
    }
    // It is recorded, whatever the projection does: the answer must not make the operator send it again.
    return answer(reply, { as_of: { seq, time: gateway.now() }, recorded }, writtenView(now))
  }

  /** A bot's own alarm thresholds, over those of all bots. */
  const checkThresholds = async (thresholds: Thresholds): Promise<void> => {
    if (Object.keys(thresholds).length === 0) return
    checkedThresholds(thresholds, [await thresholdsOfAll(tape)], '/risk/thresholds')
  }

  server.post('/api/v1/bots', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const registration = readBody(registrationBody, request.body)
    await checkThresholds(registration.risk.thresholds)
    const fact = register(registration, newAct())
    const { bot_id } = fact
    const seq = await appendFirst(tape, fact)
    log.info({ bot_id, mode: fact.data.mode, ledger_seq: seq, request_id: request.id }, 'bot registered')
    reply.header('location', `/api/v1/bots/${bot_id}`)
    return answerWritten(reply, 201, { seq, now: registeredBot(bot_id, fact.data), recorded: receiptOf(seq, fact) })
  })

  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    decide: Parameters<typeof appendDecided>[2],
  ): Promise<FastifyReply> => {
    const bot_id = paramsOf(request)['bot_id'] ?? ''
    if (!isBotId(bot_id)) throw new Problem('bot-not-found')
    const { seq, fact, now } = await appendDecided(tape, bot_id, decide)
    if (fact !== null) log.info({ bot_id, type: fact.type, ledger_seq: seq, request_id: request.id }, 'operator acted')
    return answerWritten(reply, 200, { seq, now, recorded: fact && receiptOf(seq, fact) })
  }

  server.patch('/api/v1/bots/:bot_id', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const patch = readBody(patchBody, request.body)
    if (patch.risk?.['thresholds'] !== undefined) {
      const { risk } = readBody(z.object({ risk: z.object({ thresholds: thresholdsSchema }) }), patch)
      await checkThresholds(risk.thresholds)
    }
    const act = newAct()
    return change(request, reply, (now) => configure(now, patch, act))
  })
  for (const [verb, decide] of [
    ['start', start],
    ['pause', pause],
  ] as const) {
    server.post(`/api/v1/bots/:bot_id/${verb}`, async (request, reply) => {
      requireOperator(request.caller)
      readQuery(noQuery, request.query)
      const { reason } = readBody(reasonBody, request.body)
      const act = newAct()
      return change(request, reply, (now) => decide(now, reason ?? null, act))
    })
  }
  server.post('/api/v1/bots/:bot_id/stop', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const { reason, close_open_trades } = readBody(stopBody, request.body)
    const act = newAct()
    const closeFrom = close_open_trades ? await presentPlace(tape) : null
    return change(request, reply, (now) => stop(now, { reason: reason ?? null, closeFrom }, act))
  })
}
