import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { noBody } from '../api/requests/acts.ts'
import type { Gateway } from '../gateway.ts'
import { envelope, type Page, sendEnvelope } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { channelView, readChannel, readChannels } from '../reads/notification-channels.ts'
import { deliveryQuery, readDeliveries } from '../reads/notification-log.ts'
import { addChannel, changeChannel, readChannelBody, removeChannel } from '../writes/notification-channels.ts'
import { retryNotification, tryChannel } from '../writes/notification-sends.ts'
import { asOf, paramsOf } from './reading.ts'

const CHANNELS = '/api/v1/notifications/channels'

/** Who is told of alarms, by the operator alone; no answer holds a secret. */
export const notificationRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  const { store, log, notify } = gateway

  const respond = async (reply: FastifyReply, data: unknown, page?: Page): Promise<FastifyReply> => {
    const checkpoint = await store.snapshot(async (snapshot) => snapshot.checkpoint)
    reply.header('cache-control', 'no-store')
    return sendEnvelope(reply, checkpoint.seq, envelope({ as_of: asOf(checkpoint) }, data, page), { next: page?.next })
  }
  const channelIdOf = (request: FastifyRequest): string => paramsOf(request)['channel_id'] ?? ''
  /** Lets an operator pass, with nothing in the query. */
  const admit = (request: FastifyRequest): void => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
  }

  server.get(CHANNELS, async (request, reply) => {
    admit(request)
    return respond(reply, (await readChannels(store)).map(channelView))
  })
  server.post(CHANNELS, async (request, reply) => {
    admit(request)
    const channel = await addChannel(store, readChannelBody(request.body, notify))
    const { channel_id, kind } = channel
    log.info({ channel_id, kind, request_id: request.id }, 'notification channel added')
    reply.code(201).header('location', `${CHANNELS}/${channel_id}`)
    return respond(reply, channelView(channel))
  })
  server.get(`${CHANNELS}/:channel_id`, async (request, reply) => {
    admit(request)
    return respond(reply, channelView(await readChannel(store, channelIdOf(request))))
  })
  server.patch(`${CHANNELS}/:channel_id`, async (request, reply) => {
    admit(request)
    const channel = await changeChannel(store, channelIdOf(request), request.body, notify)
    const { channel_id, kind, enabled } = channel
    log.info({ channel_id, kind, enabled, request_id: request.id }, 'notification channel changed')
    return respond(reply, channelView(channel))
  })
  server.delete(`${CHANNELS}/:channel_id`, async (request, reply) => {
    admit(request)
    const channel_id = channelIdOf(request)
    await removeChannel(store, channel_id)
    log.info({ channel_id, request_id: request.id }, 'notification channel removed')
    return respond(reply, { channel_id, removed: true })
  })
  server.post(`${CHANNELS}/:channel_id/test`, async (request, reply) => {
    admit(request)
    readBody(noBody, request.body)
    const tried = await tryChannel(gateway, await readChannel(store, channelIdOf(request)))
    const { notification_id, outcome, status_code } = tried
    const channel_id = channelIdOf(request)
    log.info(
      { channel_id, notification_id, outcome, status_code, request_id: request.id },
      'notification channel tried',
    )
    return respond(reply, tried)
  })
  server.get('/api/v1/notifications/deliveries', async (request, reply) => {
    requireOperator(request.caller)
    const query = readQuery(deliveryQuery, request.query)
    const { deliveries, next } = await readDeliveries(store, query)
    return respond(reply, deliveries, { next, limit: query.limit })
  })
  server.post('/api/v1/notifications/:notification_id/retry', async (request, reply) => {
    admit(request)
    readBody(noBody, request.body)
    const notification_id = paramsOf(request)['notification_id'] ?? ''
    await retryNotification(store, notification_id)
    log.info({ notification_id, request_id: request.id }, 'notification put in line again')
    return respond(reply, { notification_id, state: 'pending' })
  })
}
