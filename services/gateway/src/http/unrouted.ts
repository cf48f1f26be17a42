import type { FastifyReply, FastifyRequest } from 'fastify'
import { preflightHeaders } from './cors.ts'
import { Problem } from './problem.ts'
import type { RouteTable } from './route-table.ts'
import { pathOf, sendProblem } from './send-problem.ts'

/** Answers what no route takes: OPTIONS, another method (405), or a path that is none (404). */
export const answerUnrouted =
  (table: RouteTable) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const allowed = table.allowed(pathOf(request))
    if (allowed.length === 0) return sendProblem(reply, request, new Problem('not-found'))
    const allow = [...allowed, 'OPTIONS'].join(', ')
    if (request.method !== 'OPTIONS') {
      return sendProblem(reply, request, new Problem('method-not-allowed', undefined, { headers: { allow } }))
    }
    return reply
      .code(204)
      .headers({ allow, ...preflightHeaders(request, allowed) })
      .send()
  }
