import type { FastifyReply, FastifyRequest } from 'fastify'

/** Headers that a page of another origin may read. */
const EXPOSED = 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-As-Of-Seq, X-Request-Id'

const isPublicData = (request: FastifyRequest): boolean =>
  request.url.startsWith('/api/') && request.caller !== 'operator'

/**
 * Lets pages of other origins read what anybody may read. What an operator sees or does is not for them: their scripts may
 * not send a token, since no preflight allows Authorization.
 */
export const allowPublicReads = (request: FastifyRequest, reply: FastifyReply): void => {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || !isPublicData(request)) return
  reply.header('access-control-allow-origin', '*')
  reply.header('access-control-expose-headers', EXPOSED)
  reply.header('cross-origin-resource-policy', 'cross-origin')
}

/** What OPTIONS answers of a path with these methods: a browser asks it before it reads with these headers. */
export const preflightHeaders = (request: FastifyRequest, methods: readonly string[]): Record<string, string> =>
  methods.includes('GET') && request.url.startsWith('/api/')
    ? {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'If-None-Match, Last-Event-ID, Traceparent, X-Request-Id',
        'access-control-max-age': '86400',
      }
    : {}
