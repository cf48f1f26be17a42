import type { FastifyReply } from 'fastify'
import { nextLink } from './next-link.ts'

/** The ledger position an answer rests on, and when that fact was written. */
export type AsOf = { seq: number; time: string | null }

/** What a success carries beside its data. `mode` tells which kind of bots a list or figure covers. */
export type Meta = { as_of: AsOf; mode?: string; [field: string]: unknown }

export type Page = { next: string | null; limit: number }

/** An answer in the one envelope that all routes share. Only health has data to show without success. */
export const envelope = (meta: Meta, data: unknown, page?: Page, success = true): string =>
  JSON.stringify({ success, data, ...(page === undefined ? {} : { page }), meta })

/** What goes beside an envelope: its entity tag where that is known, and the cursor of the next page where there is one. */
type Beside = { tag?: string; next?: string | null | undefined }

/** Sends an envelope that is as of a ledger position. */
export const sendEnvelope = (
  reply: FastifyReply,
  seq: number,
  text: string,
  { tag, next }: Beside = {},
): FastifyReply => {
  if (tag !== undefined) reply.header('etag', tag)
  if (typeof next === 'string') reply.header('link', nextLink(reply.request.url, next))
  return reply.header('x-as-of-seq', String(seq)).type('application/json; charset=utf-8').send(text)
}

/** Sends a success. */
export const answer = (reply: FastifyReply, meta: Meta, data: unknown): FastifyReply =>
  sendEnvelope(reply, meta.as_of.seq, envelope(meta, data))
