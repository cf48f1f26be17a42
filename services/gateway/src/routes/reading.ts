import { type Snapshot, storableText } from '@papertape/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { answer, type Page } from '../http/answer.ts'
import { readQuery } from '../http/read-request.ts'
import type { Coverage, Projection } from '../reads/coverage.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'

/** What a read answers: data, perhaps the next page, and the coverage that `meta.mode` shows. */
export type Reading = { data: unknown; page?: Page; coverage?: Pick<Coverage, 'mode'> }

export type Read<Query> = (
  context: { projection: Projection; viewer: Viewer; now: string; params: Record<string, string> },
  query: Query,
) => Promise<Reading>

/** The names in a path, as the projection stores them. */
export const paramsOf = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.params as Record<string, string>).map(([name, value]) => [name, storableText(value)]),
  )

/** The position of a snapshot as answers carry it. */
export const asOf = ({ seq, as_of }: Snapshot['checkpoint']) => ({ seq, time: as_of })

/** A handler that checks the query, reads in one snapshot and answers in the envelope. */
export const reading =
  <Schema extends z.ZodType>(gateway: Gateway, schema: Schema, read: Read<z.output<Schema>>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = readQuery(schema, request.query)
    const params = paramsOf(request)
    const viewer = viewerOf(request.caller)
    const now = gateway.now()
    const { checkpoint, data, page, coverage } = await gateway.store.snapshot(async (snapshot) => ({
      checkpoint: snapshot.checkpoint,
      ...(await read({ projection: snapshot.projection, viewer, now, params }, query)),
    }))
    return answer(reply, { as_of: asOf(checkpoint), ...(coverage && { mode: coverage.mode }) }, data, page)
  }
