import { type Snapshot, storableText } from '@papertape/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { envelope, type Page, sendEnvelope } from '../http/answer.ts'
import { readQuery } from '../http/read-request.ts'
import { type ReadyAnswer, readyAnswer } from '../live/answer-cache.ts'
import type { Coverage, Projection } from '../reads/coverage.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'
import { inTime } from './in-time.ts'

/** What a read answers: data, perhaps the next page, the coverage that `meta.mode` shows, and more for `meta`. */
export type Reading = {
  data: unknown
  page?: Page
  coverage?: Pick<Coverage, 'mode'>
  meta?: Record<string, unknown>
}

export type Read<Query> = (
  context: {
    projection: Projection
    checkpoint: Snapshot['checkpoint']
    viewer: Viewer
    now: string
    params: Record<string, string>
  },
  query: Query,
) => Promise<Reading>

/** The names in a path, as the projection stores them. */
export const paramsOf = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.params as Record<string, string>).map(([name, value]) => [name, storableText(value)]),
  )

/** The position of a snapshot as answers carry it. */
export const asOf = ({ seq, as_of }: Pick<Snapshot['checkpoint'], 'seq' | 'as_of'>) => ({ seq, time: as_of })

/**
 * How long anybody may keep what no later fact changes. Not for ever: a ledger restored from a backup goes on with other
 * facts under the same sequences.
 */
const FINAL = 'public, max-age=3600, immutable'

/** Sends an answer with the tag that it was made with. */
export const sendReady = (reply: FastifyReply, { seq, text, tag, next, isFinal }: ReadyAnswer): FastifyReply => {
  if (isFinal && reply.request.caller !== 'operator') reply.header('cache-control', FINAL)
  return sendEnvelope(reply, seq, text, { tag, next })
}

/**
 * A handler that checks the query, reads in one snapshot and answers in the envelope. `alsoBy` names what an answer depends
 * on beside its URL and the projection, such as the day.
 */
export const reading =
  <Schema extends z.ZodType>(
    gateway: Gateway,
    schema: Schema,
    read: Read<z.output<Schema>>,
    alsoBy: (now: string) => string = () => '',
  ) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const viewer = viewerOf(request.caller)
    const now = gateway.now()
    const key = `${alsoBy(now)} ${request.url}`
    // Only what passed the checks below is known under its URL, so a known answer needs none.
    const known = viewer.operator ? undefined : gateway.answers.known(key)
    if (known !== undefined) return sendReady(reply, known)
    const query = readQuery(schema, request.query)
    const params = paramsOf(request)
    const make = async (): Promise<ReadyAnswer> => {
      const { checkpoint, reading: answered } = await gateway.store.snapshot(async (snapshot) => ({
        checkpoint: snapshot.checkpoint,
        reading: await read({ ...snapshot, viewer, now, params }, query),
      }))
      const { data, page, coverage, meta: more } = answered
      const meta = { as_of: asOf(checkpoint), ...(coverage && { mode: coverage.mode }), ...more }
      return readyAnswer(checkpoint.seq, envelope(meta, data, page), { next: page?.next })
    }
    // What an operator sees is never kept: a mistake in a key could show it to others.
    return sendReady(reply, await (viewer.operator ? inTime(make()) : gateway.answers.get(key, () => inTime(make()))))
  }
