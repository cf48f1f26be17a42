import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { addSource, readSource, readSources, revokeSource, sourceBody, sourceView } from '../sources/signal-sources.ts'
import { asOf, paramsOf } from './reading.ts'

const SOURCES = '/api/v1/sources'

/** Who may send signals over HTTP beside the operator, by the operator alone. A token is in one answer: that which makes it. */
export const sourceRoutes = (server: FastifyInstance, { store, log }: Gateway): void => {
  const respond = async (reply: FastifyReply, data: unknown): Promise<FastifyReply> => {
    const checkpoint = await store.snapshot(async (snapshot) => snapshot.checkpoint)
    reply.header('cache-control', 'no-store')
    return answer(reply, { as_of: asOf(checkpoint) }, data)
  }
  const sourceIdOf = (request: FastifyRequest): string => paramsOf(request)['source_id'] ?? ''
  /** Lets an operator pass, with nothing in the query. */
  const admit = (request: FastifyRequest): void => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
  }

  server.get(SOURCES, async (request, reply) => {
    admit(request)
    return respond(reply, (await readSources(store)).map(sourceView))
  })
  server.post(SOURCES, async (request, reply) => {
    admit(request)
    const { source, token } = await addSource(store, readBody(sourceBody, request.body))
    const { source_id, name, bots } = source
    log.info({ source_id, name, bots, request_id: request.id }, 'source of signals added')
    reply.code(201).header('location', `${SOURCES}/${source_id}`)
    return respond(reply, { ...sourceView(source), token })
  })
  server.get(`${SOURCES}/:source_id`, async (request, reply) => {
    admit(request)
    return respond(reply, sourceView(await readSource(store, sourceIdOf(request))))
  })
  server.delete(`${SOURCES}/:source_id`, async (request, reply) => {
    admit(request)
    const source = await revokeSource(store, sourceIdOf(request))
    log.info({ source_id: source.source_id, request_id: request.id }, 'source of signals revoked')
    return respond(reply, sourceView(source))
  })
}
