import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts'
import { createCompressedAnswers } from './compressed-answers.ts'
import { entityTagOf, isKnownBy, tagOfEncoded } from './entity-tag.ts'

/** Below, compressing saves no packet. */
const COMPRESSED_BYTES_MIN = 1024
const COMPRESSIBLE = /^(?:application\/(?:[a-z.]+\+)?json|text\/|image\/svg)/

/** An answer of now: shared caches may show it for a second, and while they ask for the next one. */
const OF_NOW = 'public, max-age=1, stale-while-revalidate=5'

const cacheControlOf = (request: FastifyRequest): string => {
  if (request.caller === 'operator') return 'private, no-cache'
  // The page asks for its next figures by itself and must not be shown those it has.
  return request.url.startsWith('/api/') ? OF_NOW : 'public, no-cache'
}

/**
 * Only what anybody may read is compressed: then there is no secret whose letters the length could tell (BREACH). What a
 * write answers, such as a new token, is not compressed either.
 */
const encodingOf = (request: FastifyRequest, reply: FastifyReply, payload: string | Buffer): Encoding | null => {
  const accepted = request.headers['accept-encoding']
  if (accepted === undefined || payload.length < COMPRESSED_BYTES_MIN || request.caller === 'operator') return null
  if (reply.hasHeader('content-encoding') || !COMPRESSIBLE.test(String(reply.getHeader('content-type')))) return null
  return acceptedEncoding(accepted)
}

type Sent = (error: Error | null, payload: unknown) => void

/**
 * What a successful read sends of an answer: compressed or not, each with a tag of its own, or nothing at all (304) to who
 * has it already.
 */
export const createRepresentation = (): ((
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  sent: Sent,
) => void) => {
  const compressed = createCompressedAnswers()
  return (request, reply, payload, sent) => {
    const isRead = reply.statusCode === 200 && (request.method === 'GET' || request.method === 'HEAD')
    if (!isRead || (typeof payload !== 'string' && !Buffer.isBuffer(payload))) return sent(null, payload)
    const encoding = encodingOf(request, reply, payload)
    const given = reply.getHeader('etag')
    const plainTag = typeof given === 'string' ? given : entityTagOf(payload)
    const tag = encoding === null ? plainTag : tagOfEncoded(plainTag, encoding)
    if (tag !== given) reply.header('etag', tag)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', cacheControlOf(request))
    if (isKnownBy(request.headers['if-none-match'], tag)) {
      reply.code(304).removeHeader('content-type')
      return sent(null, '')
    }
    if (encoding === null) return sent(null, payload)
    reply.header('content-encoding', encoding)
    compressed(tag, payload, encoding).then(
      (bytes) => sent(null, bytes),
      (error: Error) => sent(error, null),
    )
  }
}
