import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { statusStreamQuery } from '../api/requests/streams.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import { openEventStream } from '../live/event-stream.ts'
import { readBot } from '../reads/bots.ts'
import { viewerOf } from '../reads/viewer.ts'
import { paramsOf } from './reading.ts'

/** Enough for a public page; each costs a socket and a few hundred bytes. */
const STREAMS_MAX = 1000

/** Headers that were set before the route took the connection over. */
const headersSoFar = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]))

/** BotState as Server-Sent Events: at once, then on change only. A client that names the last id it saw goes on from it. */
export const statusStreamRoute = (server: FastifyInstance, gateway: Gateway): void => {
  const { store, streams } = gateway

  const admit = async (request: FastifyRequest): Promise<{ botId: string; lastEventId: string | null }> => {
    const query = readQuery(statusStreamQuery, request.query)
    const botId = paramsOf(request)['bot_id'] ?? ''
    await store.snapshot(({ projection }) => readBot(projection, viewerOf(request.caller), botId))
    const header = request.headers['last-event-id']
    return { botId, lastEventId: (typeof header === 'string' ? header : null) ?? query.last_event_id ?? null }
  }

  server.route({
    method: ['GET', 'HEAD'],
    url: '/api/v1/bots/:bot_id/status-stream',
    handler: async (request, reply) => {
      const { botId, lastEventId } = await admit(request)
      if (request.method === 'HEAD') {
        return reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }).send()
      }
      if (streams.size() >= STREAMS_MAX) {
        throw new Problem('too-many-streams', undefined, { headers: { 'retry-after': '30' } })
      }
      const headers = headersSoFar(reply)
      reply.hijack()
      const stream = openEventStream(reply.raw, headers)
      const leave = streams.add(botId, stream, lastEventId)
      reply.raw.once('close', leave)
      return reply
    },
  })
}
