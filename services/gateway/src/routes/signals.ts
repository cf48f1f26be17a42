import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { requireSender } from '../http/operator-token.ts'
import { Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { readIdempotencyKey } from '../publishing/idempotency-keys.ts'
import type { LineResult } from '../publishing/results.ts'
import { type Media, takeSignals } from '../publishing/take-signals.ts'
import { createTurns } from '../publishing/turns.ts'
import { paramsOf } from './reading.ts'

const NDJSON = 'application/x-ndjson'

type Body = { media: Media; data: Buffer }

const botIdOf = (request: FastifyRequest): string => paramsOf(request)['bot_id'] ?? ''

/** Lets those pass who may send for this bot, whether or not there is one by that name. */
const admit = async (request: FastifyRequest): Promise<void> => {
  const sender = requireSender(request.caller)
  if (sender === 'operator' || sender.bots === null || sender.bots.includes(botIdOf(request))) return
  throw new Problem('forbidden', 'This token is not for that bot.')
}

/** Bodies stay as they were sent: what is published are their bytes. */
const keepBodies = (scope: FastifyInstance): void => {
  scope.removeAllContentTypeParsers()
  for (const media of ['application/json', NDJSON] as const) {
    scope.addContentTypeParser(
      media,
      { parseAs: 'buffer' },
      async (_request: unknown, data: Buffer): Promise<Body> => ({ media, data }),
    )
  }
  scope.addContentTypeParser('*', async () => {
    throw new Problem('unsupported-media-type', undefined, { headers: { accept: `application/json, ${NDJSON}` } })
  })
}

/** A line per result for who asks for lines, else the envelope. */
const sendAnswer = (request: FastifyRequest, reply: FastifyReply, answer: string, isBatch: boolean): FastifyReply => {
  if (!isBatch || request.headers.accept?.includes(NDJSON) !== true) {
    return reply.type('application/json; charset=utf-8').send(answer)
  }
  const { data }: { data: { results: LineResult[] } } = JSON.parse(answer)
  return reply
    .type(`${NDJSON}; charset=utf-8`)
    .send(data.results.map((result) => `${JSON.stringify(result)}\n`).join(''))
}

/** The way in for signals over HTTP: one, or a batch as NDJSON, by the operator or by a source for its bots. */
export const signalRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const turns = createTurns()
  void server.register(async (scope) => {
    keepBodies(scope)
    const options = { config: { takesSources: true }, onRequest: admit } as const
    scope.post<{ Body: Body | undefined }>('/api/v1/signals/:bot_id', options, async (request, reply) => {
      readQuery(noQuery, request.query)
      const { media, data: body } = request.body ?? { media: 'application/json' as const, data: Buffer.alloc(0) }
      const { status, location, answer, replayed } = await takeSignals(gateway, turns, {
        requestId: request.id,
        caller: requireSender(request.caller),
        botId: botIdOf(request),
        media,
        body,
        key: readIdempotencyKey(request.headers),
      })
      reply.code(status).header('cache-control', 'no-store')
      if (location !== null) reply.header('location', location)
      if (replayed) reply.header('idempotent-replayed', 'true')
      return sendAnswer(request, reply, answer, media === NDJSON)
    })
  })
}
