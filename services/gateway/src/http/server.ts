import { randomUUID } from 'node:crypto'
import type { Logger } from '@papertape/service-kit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { asProblem } from './as-problem.ts'
import { answerBrokenConnection } from './broken-connection.ts'
import { entityTagOf, isKnownBy } from './entity-tag.ts'
import { parseJsonBody } from './json-body.ts'
import { bearerOf, type Caller, callerByToken, requireOperator, requireSender, type Source } from './operator-token.ts'
import { PROBLEMS, Problem, problemBody } from './problem.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyInstance {
    routeTable: RouteTable
  }
  interface FastifyContextConfig {
    /** A POST that only computes: anybody may ask. */
    changesNothing?: true
    /** Sources may ask as well as the operator: the route itself says what each of them may. */
    takesSources?: true
  }
}

export type ServerOptions = {
  log: Pick<Logger, 'debug' | 'warn' | 'error'>
  adminToken: string
  /** The source whose token this is, as long as it is good. @throws Problem where that cannot be told now. */
  findSource: (token: string) => Promise<Source | null>
  /** Called once per finished request, for metrics. */
  onAnswered?: (request: { route: string; method: string; status: number; seconds: number }) => void
}

const BODY_BYTES_MAX = 1024 * 1024
/** A signal_id of 128 characters is at most 1,536 characters when each UTF-8 byte is percent-encoded. */
const PARAM_LENGTH_MAX = 2048
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/

/** Whatever has another method changes something, and is the operator's. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url

const sendProblem = (reply: FastifyReply, request: FastifyRequest, problem: Problem): FastifyReply =>
  reply
    .code(PROBLEMS[problem.code][0])
    .headers({ ...problem.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, { id: request.id, path: pathOf(request) })))

/**
 * An HTTP server without routes: limits, request ids, who asks, JSON bodies, entity tags, CORS for public reads, and RFC 9457
 * problems for everything that goes wrong.
 */
export const createHttpServer = (options: ServerOptions): FastifyInstance => {
  const { log } = options
  const callerOf = callerByToken(options.adminToken)
  const table = createRouteTable()
  const server = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 20_000,
    keepAliveTimeout: 10_000,
    http: { connectionsCheckingInterval: 5000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    return503OnClosing: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: (error, request, reply) => void sendProblem(reply, request, asProblem(error)),
    clientErrorHandler: answerBrokenConnection,
  })
  server.server.maxConnections = 5000

  server.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) table.add(name, url)
  })
  server.decorate('routeTable', table)
  server.decorateRequest('caller', 'public')
  server.addHook('onRequest', async (request, reply) => {
    request.caller = callerOf(request.headers.authorization)
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('vary', 'Authorization')
    if (pathOf(request).startsWith('/api/') && (request.method === 'GET' || request.method === 'HEAD')) {
      reply.header('access-control-allow-origin', '*')
      reply.header('access-control-expose-headers', 'ETag, X-Request-Id, X-As-Of-Seq')
    }
    // Before anything is said about a body, and before it is read: who may not write learns nothing else.
    const { changesNothing, takesSources } = request.routeOptions.config
    if (request.is404 || READING.has(request.method) || changesNothing === true) return
    if (takesSources !== true) return requireOperator(request.caller)
    const token = bearerOf(request.headers.authorization)
    if (request.caller === 'wrong' && token !== undefined) request.caller = (await options.findSource(token)) ?? 'wrong'
    requireSender(request.caller)
  })

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    parseJsonBody(body),
  )

  server.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode !== 200 || (request.method !== 'GET' && request.method !== 'HEAD')) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    const given = reply.getHeader('etag')
    const tag = typeof given === 'string' ? given : entityTagOf(payload)
    if (given === undefined) reply.header('etag', tag)
    if (!reply.hasHeader('cache-control')) {
      reply.header('cache-control', request.caller === 'operator' ? 'private, no-cache' : 'public, no-cache')
    }
    if (!isKnownBy(request.headers['if-none-match'], tag)) return payload
    reply.code(304).removeHeader('content-type')
    return ''
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    options.onAnswered?.({ route, method: request.method, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    log.debug({ request_id: request.id, method: request.method, route, status: reply.statusCode }, 'answered')
  })

  server.setNotFoundHandler((request, reply) => {
    const allowed = table.allowed(pathOf(request))
    if (allowed.length === 0) return sendProblem(reply, request, new Problem('not-found'))
    const allow = [...allowed, 'OPTIONS'].join(', ')
    if (request.method === 'OPTIONS') {
      // A browser asks before it reads with Last-Event-ID or If-None-Match; operators' browsers are on the same origin.
      return reply
        .code(204)
        .headers({
          allow,
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET, HEAD',
          'access-control-allow-headers': 'If-None-Match, Last-Event-ID, X-Request-Id',
          'access-control-max-age': '86400',
        })
        .send()
    }
    return sendProblem(reply, request, new Problem('method-not-allowed', undefined, { headers: { allow } }))
  })
  server.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error)
    const status = PROBLEMS[problem.code][0]
    if (status >= 500) {
      const level = problem.code === 'internal' ? 'error' : 'warn'
      log[level]({ request_id: request.id, route: request.routeOptions.url, error: problem.cause ?? problem }, 'failed')
    }
    return sendProblem(reply, request, problem)
  })
  return server
}
