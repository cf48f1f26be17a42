import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressBlockOf } from './address-block.ts'
import type { Source } from './operator-token.ts'
import { Problem } from './problem.ts'
import { createRateLimiter, type RateLimiter, WINDOW_SECONDS } from './rate-limiter.ts'

/** Requests a minute; 0 is no limit. `public` is per address of those without a good token, `source` per source. */
export type Rates = { public: number; source: number }

/**
 * What one address may ask: half as much again as the load that this system is measured with, so that it bounds a flood and
 * nothing else. Whoever faces the open internet sets less.
 */
export const DEFAULT_RATES: Rates = { public: 180_000, source: 600 }

/** How often one may ask, told with each answer (draft-ietf-httpapi-ratelimit-headers). */
export type RateLimits = {
  /** Counts a request of somebody without a good token. @throws Problem `rate-limited` */
  countPublic: (request: FastifyRequest, reply: FastifyReply) => void
  /** Counts a request of a source, which until now was taken for somebody's. @throws Problem `rate-limited` */
  countSource: (request: FastifyRequest, reply: FastifyReply, source: Source) => void
}

type Policy = { name: string; quota: number; limiter: RateLimiter }

const policyOf = (name: string, quota: number): Policy | null =>
  quota === 0 ? null : { name, quota, limiter: createRateLimiter(quota, () => performance.now()) }

const count = ({ name, quota, limiter }: Policy, key: string, reply: FastifyReply): void => {
  const { admitted, remaining, resetSeconds } = limiter.take(key)
  reply.header('ratelimit-policy', `"${name}";q=${quota};w=${WINDOW_SECONDS}`)
  reply.header('ratelimit', `"${name}";r=${remaining};t=${resetSeconds}`)
  if (admitted) return
  throw new Problem('rate-limited', `${quota} requests in ${WINDOW_SECONDS} s are allowed.`, {
    headers: { 'retry-after': String(resetSeconds) },
  })
}

/** Limits in this process alone: several gateways each count for themselves. */
export const createRateLimits = (rates: Rates): RateLimits => {
  const anybody = policyOf('public', rates.public)
  const sources = policyOf('source', rates.source)
  return {
    countPublic: (request, reply) => {
      if (anybody !== null) count(anybody, addressBlockOf(request.ip), reply)
    },
    countSource: (request, reply, { source_id }) => {
      anybody?.limiter.giveBack(addressBlockOf(request.ip))
      reply.removeHeader('ratelimit-policy').removeHeader('ratelimit')
      if (sources !== null) count(sources, source_id, reply)
    },
  }
}
