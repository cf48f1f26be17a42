import type { FastifyInstance, FastifyReply } from 'fastify'
import { entityTagOf } from '../http/entity-tag.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { asyncApiOf } from './asyncapi.ts'
import { DOCS_SECURITY_POLICY, docsPage } from './docs/page.ts'
import { openApiOf } from './openapi.ts'
import { operations } from './operations/index.ts'

/** A document changes with the program alone; five minutes after that everybody has the new one. */
const CACHE_CONTROL = 'public, max-age=300'

/** Where this interface is described: for machines, and for people. */
export const documentRoutes = (server: FastifyInstance): void => {
  const serve = (path: string, text: string, headers: Readonly<Record<string, string>>): void => {
    const all = { ...headers, etag: entityTagOf(text), 'cache-control': CACHE_CONTROL }
    server.get(path, async (request, reply): Promise<FastifyReply> => {
      readQuery(noQuery, request.query)
      return reply.headers(all).send(text)
    })
  }
  const openApi = openApiOf(operations)
  const asyncApi = asyncApiOf()
  const json = { 'content-type': 'application/json; charset=utf-8' }
  serve('/api/openapi.json', JSON.stringify(openApi), json)
  serve('/api/asyncapi.json', JSON.stringify(asyncApi), json)
  serve('/api/docs', docsPage(operations, openApi, asyncApi), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': DOCS_SECURITY_POLICY,
    'referrer-policy': 'no-referrer',
  })
}
