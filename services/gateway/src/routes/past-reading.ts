import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { natsAway, Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import type { ReadyAnswer } from '../live/answer-cache.ts'
import type { Moment } from '../reads/as-of/moment.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'
import { sendReady } from './reading.ts'

/** How long a sequence that is in the ledger already may take to be shown. */
const SHOWN_MS_MAX = 2000

const beyond = (detail: string): Problem =>
  new Problem('as-of-beyond', detail, { errors: [{ pointer: '/as_of', code: 'custom', message: detail }] })

/** @throws Problem `as-of-beyond` for a moment that the projection does not know yet. */
export const awaitMoment = async ({ watch, tape, now }: Gateway, moment: Moment): Promise<void> => {
  if (moment.kind === 'time') {
    if (moment.time > now()) throw beyond(`It is ${now()} now.`)
    return
  }
  if ((watch.place()?.seq ?? 0) >= moment.seq) return
  if (!tape.connected()) throw natsAway()
  const { lastSeq } = await tape.streamState('LEDGER')
  if (moment.seq > lastSeq) throw beyond(`The ledger ends at ${lastSeq}.`)
  if (!(await watch.reached(moment.seq, SHOWN_MS_MAX))) {
    throw beyond(`Figures are shown up to ${watch.place()?.seq ?? 0} so far.`)
  }
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A handler that answers with `as_of` by `makePast`, and without it by `readPresent`. What no later fact changes is kept. */
export const withPast = <Schema extends z.ZodType<{ as_of?: Moment | undefined }>>(
  gateway: Gateway,
  schema: Schema,
  makePast: (viewer: Viewer, query: z.output<Schema>, moment: Moment) => Promise<ReadyAnswer>,
  readPresent: Handler,
): Handler => {
  const readPast = async (request: FastifyRequest, reply: FastifyReply, query: z.output<Schema>, moment: Moment) => {
    const viewer = viewerOf(request.caller)
    await awaitMoment(gateway, moment)
    const ready = await makePast(viewer, query, moment)
    if (ready.isFinal && !viewer.operator) gateway.past.keep(request.url, ready)
    return sendReady(reply, ready)
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!Object.hasOwn(request.query as object, 'as_of')) return readPresent(request, reply)
    const known = request.caller === 'operator' ? undefined : gateway.past.known(request.url)
    if (known !== undefined) return sendReady(reply, known)
    const query = readQuery(schema, request.query)
    const { as_of } = query
    return as_of === undefined ? readPresent(request, reply) : readPast(request, reply, query, as_of)
  }
}
