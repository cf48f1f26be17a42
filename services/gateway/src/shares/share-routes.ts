import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { shareBody } from '../api/requests/shares.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { BASE } from '../page/pages.ts'
import { asOf, paramsOf } from '../routes/reading.ts'
import { addShare, readShare, readShares, revokeShare, shareView } from './shares.ts'

const SHARES = '/api/v1/shares'

/** Links that lead others to a page, made and ended by the operator. A token is in one answer: that which makes it. */
export const shareRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { store, log, notify } = gateway
  const respond = async (reply: FastifyReply, data: unknown): Promise<FastifyReply> => {
    const checkpoint = await store.snapshot(async (snapshot) => snapshot.checkpoint)
    reply.header('cache-control', 'no-store')
    return answer(reply, { as_of: asOf(checkpoint) }, data)
  }
  const shareIdOf = (request: FastifyRequest): string => paramsOf(request)['share_id'] ?? ''
  /** Lets an operator pass, with nothing in the query. */
  const admit = (request: FastifyRequest): void => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
  }
  const urlOf = (token: string): string => `${(notify.publicUrl ?? '').replace(/\/$/, '')}${BASE}/share/${token}`

  server.get(SHARES, async (request, reply) => {
    admit(request)
    return respond(reply, (await readShares(store)).map(shareView))
  })
  server.post(SHARES, async (request, reply) => {
    admit(request)
    const { share, token } = await addShare(gateway, readBody(shareBody, request.body))
    const { share_id, path, as_of_seq } = share
    log.info({ share_id, path, as_of_seq, request_id: request.id }, 'link shared')
    reply.code(201).header('location', `${SHARES}/${share_id}`)
    return respond(reply, { ...shareView(share), token, url: urlOf(token) })
  })
  server.get(`${SHARES}/:share_id`, async (request, reply) => {
    admit(request)
    return respond(reply, shareView(await readShare(store, shareIdOf(request))))
  })
  server.delete(`${SHARES}/:share_id`, async (request, reply) => {
    admit(request)
    const share = await revokeShare(store, shareIdOf(request))
    log.info({ share_id: share.share_id, request_id: request.id }, 'shared link revoked')
    return respond(reply, shareView(share))
  })
}
