import type { FastifyInstance, FastifyReply } from 'fastify'
import { entityTagOf } from '../http/entity-tag.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { asyncApiOf } from './asyncapi.ts'
import { openApiOf } from './openapi.ts'
import { operations } from './operations/index.ts'

/** A document changes with the program alone; five minutes after that everybody has the new one. */
const CACHE_CONTROL = 'public, max-age=300'

/** Where this interface is described for machines. */
export const documentRoutes = (server: FastifyInstance): void => {
  const serve = (path: string, mediaType: string, text: string): void => {
    const tag = entityTagOf(text)
    server.get(path, async (request, reply): Promise<FastifyReply> => {
      readQuery(noQuery, request.query)
      return reply.header('etag', tag).header('cache-control', CACHE_CONTROL).type(mediaType).send(text)
    })
  }
  serve('/api/openapi.json', 'application/json; charset=utf-8', JSON.stringify(openApiOf(operations)))
  serve('/api/asyncapi.json', 'application/json; charset=utf-8', JSON.stringify(asyncApiOf()))
}
