import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import { Problem } from './problem.ts'
import { readQuery } from './read-request.ts'
import { wholeNumber } from './whole-number.ts'

const NAMES = ['min_seq', 'wait_ms'] as const
const WAIT_MS_MAX = 10_000

const SEQ_MAX = 999_999_999_999_999

/** What every read of the projection takes beside its own parameters. */
export const freshQuery = z.strictObject({
  min_seq: wholeNumber(0, SEQ_MAX).describe(
    'Read once this ledger sequence is shown; 409 projection-behind if it is not in time',
  ),
  wait_ms: wholeNumber(0, WAIT_MS_MAX).default(2000).describe('How long to wait for min_seq'),
})

/** As many may wait at a time; each costs a timer. */
const WAITING_MAX = 1000

/** What rests on no projection takes no sequence to wait for. */
const OF_NO_PROJECTION = /^\/api\/(?:health|problems|docs|openapi|asyncapi)|stream/

/** Whether reads of a route can be asked for as of a ledger sequence or later. */
export const canWait = (method: string, route: string): boolean =>
  (method === 'GET' || method === 'HEAD') && route.startsWith('/api/') && !OF_NO_PROJECTION.test(route)

const withoutWaiting = (url: string): string => {
  const [path = '', query = ''] = url.split('?', 2)
  const kept = query.split('&').filter((part) => !NAMES.some((name) => part === name || part.startsWith(`${name}=`)))
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`
}

const wanted = new WeakMap<FastifyRequest, number>()

/** The ledger sequence that a request asked to be answered as of, or later; 0 where it asked for none. */
export const minSeqOf = (request: FastifyRequest): number => wanted.get(request) ?? 0

/**
 * A hook for `?min_seq=n&wait_ms=ms`: the read happens once the projection shows that ledger sequence, so that one who has
 * written reads it. The handler behind never sees either parameter. @throws Problem `projection-behind` after the time.
 */
export const freshReads = (watch: Pick<ProjectionWatch, 'place' | 'reached'>) => {
  let waiting = 0
  return async (request: FastifyRequest): Promise<void> => {
    const query = request.query as Record<string, unknown>
    if (!NAMES.some((name) => Object.hasOwn(query, name))) return
    if (!canWait(request.method, request.routeOptions.url ?? '')) return
    const given = NAMES.filter((name) => Object.hasOwn(query, name)).map((name) => [name, query[name]])
    const { min_seq, wait_ms } = readQuery(freshQuery, Object.fromEntries(given))
    for (const name of NAMES) delete query[name]
    request.raw.url = withoutWaiting(request.url)
    wanted.set(request, min_seq)
    if ((watch.place()?.seq ?? -1) >= min_seq) return
    if (waiting >= WAITING_MAX) throw new Problem('busy', undefined, { headers: { 'retry-after': '2' } })
    waiting += 1
    try {
      if (await watch.reached(min_seq, wait_ms)) return
    } finally {
      waiting -= 1
    }
    const place = watch.place()
    if (place === null) {
      throw new Problem('dependency-unavailable', undefined, { headers: { 'retry-after': '2' } })
    }
    throw new Problem('projection-behind', `Ledger sequence ${place.seq} is shown so far.`, {
      headers: { 'retry-after': '1' },
    })
  }
}
