import type { FastifyReply, FastifyRequest } from 'fastify'
import { asProblem } from './as-problem.ts'
import { bearerOf, callerByToken, requireOperator, requireSender, type Source } from './operator-token.ts'
import type { Problem } from './problem.ts'
import type { RateLimits } from './rate-limits.ts'

/** Whatever has another method changes something, and is the operator's. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export type AdmissionOptions = {
  adminToken: string
  /** The source whose token this is, as long as it is good. @throws Problem where that cannot be told now. */
  findSource: (token: string) => Promise<Source | null>
}

/** Told once it is clear whether a request is let in. */
type Decided = (refused?: Problem) => void

/**
 * Tells who asks, whether they ask too often, and whether they may: before a body is read and before anything is said about
 * it, so that who may not write learns nothing else. Refuses with `rate-limited`, `unauthorized` or `forbidden`.
 */
export const createAdmission = (
  { adminToken, findSource }: AdmissionOptions,
  limits: RateLimits,
): ((request: FastifyRequest, reply: FastifyReply, decided: Decided) => void) => {
  const callerOf = callerByToken(adminToken)

  const admitSender = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = bearerOf(request.headers.authorization)
    const source = request.caller === 'wrong' && token !== undefined ? await findSource(token) : null
    if (source !== null) {
      request.caller = source
      limits.countSource(request, reply, source)
    }
    requireSender(request.caller)
  }

  return (request, reply, decided) => {
    try {
      request.caller = callerOf(request.headers.authorization)
      if (request.caller !== 'operator') limits.countPublic(request, reply)
      const { changesNothing, takesSources } = request.routeOptions.config
      if (!request.is404 && !READING.has(request.method) && changesNothing !== true) {
        if (takesSources === true) {
          admitSender(request, reply).then(
            () => decided(),
            (error: unknown) => decided(asProblem(error)),
          )
          return
        }
        requireOperator(request.caller)
      }
    } catch (error) {
      decided(asProblem(error))
      return
    }
    decided()
  }
}
