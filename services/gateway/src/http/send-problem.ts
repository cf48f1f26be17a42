import type { FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, type Problem, problemBody } from './problem.ts'

/** The path that was asked for, without its query. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url

/** Answers with a problem, which nobody keeps. */
export const sendProblem = (reply: FastifyReply, request: FastifyRequest, problem: Problem): FastifyReply =>
  reply
    .code(PROBLEMS[problem.code][0])
    .headers({ ...problem.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, { id: request.id, path: pathOf(request) })))
