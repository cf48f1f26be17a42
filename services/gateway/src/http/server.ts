import { randomUUID } from 'node:crypto'
import type { Logger } from '@papertape/service-kit'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { type AdmissionOptions, createAdmission } from './admission.ts'
import { asProblem } from './as-problem.ts'
import { answerBrokenConnection } from './broken-connection.ts'
import { allowPublicReads } from './cors.ts'
import { parseJsonBody } from './json-body.ts'
import { HTTP_LIMITS, type HttpLimits } from './limits.ts'
import type { Caller } from './operator-token.ts'
import { PROBLEMS } from './problem.ts'
import { createRateLimits, DEFAULT_RATES, type Rates } from './rate-limits.ts'
import { createRepresentation } from './representation.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'
import { SECURITY_HEADERS, securePage } from './security-headers.ts'
import { sendProblem } from './send-problem.ts'
import { answerUnrouted } from './unrouted.ts'

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

export type ServerOptions = AdmissionOptions & {
  log: Pick<Logger, 'debug' | 'warn' | 'error'>
  rates?: Rates
  limits?: Partial<HttpLimits>
  /** Whose X-Forwarded-For is believed: addresses, networks, or ranges by name. Nobody's by default. */
  trustProxy?: string[] | undefined
  /** What a request’s URL is routed as; as it is by default. */
  addressOf?: (url: string) => string
  /** Called once per finished request, for metrics. */
  onAnswered?: (request: { route: string; method: string; status: number; seconds: number }) => void
}

/** A signal_id of 128 characters is at most 1,536 characters when each UTF-8 byte is percent-encoded. */
const PARAM_LENGTH_MAX = 2048
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/

/** What each answer carries. Who has a token is answered otherwise than who has none, and who takes Brotli than who does not. */
const commonHeaders = ({ id }: FastifyRequest) => ({
  'x-request-id': id,
  vary: 'Authorization, Accept-Encoding',
  ...SECURITY_HEADERS,
})

const openServer = ({ limits: given, trustProxy, addressOf }: ServerOptions): FastifyInstance => {
  const limits = { ...HTTP_LIMITS, ...given }
  const server = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silenceMs,
    http: {
      connectionsCheckingInterval: limits.checkEveryMs,
      headersTimeout: limits.headersMs,
      maxHeaderSize: limits.headerBytes,
    },
    trustProxy: trustProxy ?? false,
    rewriteUrl: ({ url = '/' }: { url?: string | undefined }) => addressOf?.(url) ?? url,
    return503OnClosing: false,
    genReqId: ({ headers }) => {
      const id = headers['x-request-id']
      return typeof id === 'string' && REQUEST_ID.test(id) ? id : randomUUID()
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAM_LENGTH_MAX },
    // No hook runs for these.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(reply.headers(commonHeaders(request)), request, asProblem(error)),
    clientErrorHandler: answerBrokenConnection,
  })
  server.server.maxConnections = limits.connections
  return server
}

/**
 * An HTTP server without routes: limits, request ids, who asks, JSON bodies, entity tags and compression, CORS for public
 * reads, and RFC 9457 problems for everything that goes wrong.
 */
export const createHttpServer = (options: ServerOptions): FastifyInstance => {
  const { log } = options
  const table = createRouteTable()
  const server = openServer(options)
  server.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) table.add(name, url)
  })
  server.decorate('routeTable', table)
  server.decorateRequest('caller', 'public')

  const admit = createAdmission(options, createRateLimits(options.rates ?? DEFAULT_RATES))
  // Hooks call back where they can: awaiting costs more than what they do.
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders(request))
    admit(request, reply, (refused) => {
      // Also where it is refused: a page of another origin may read why.
      allowPublicReads(request, reply)
      done(refused)
    })
  })

  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    parseJsonBody(body),
  )

  const represent = createRepresentation()
  server.addHook('onSend', (request, reply, payload, done) => {
    securePage(reply)
    represent(request, reply, payload, done)
  })
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    options.onAnswered?.({ route, method: request.method, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    log.debug({ request_id: request.id, method: request.method, route, status: reply.statusCode }, 'answered')
    done()
  })

  server.setNotFoundHandler(answerUnrouted(table))
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
