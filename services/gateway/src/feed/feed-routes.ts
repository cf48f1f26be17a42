import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { webSocketRoute } from './websocket.ts'

/** The live feed, over WebSocket. */
export const feedRoutes = (server: FastifyInstance, gateway: Gateway, { adminToken }: { adminToken: string }): void => {
  const { publicUrl } = gateway.notify
  webSocketRoute(server, gateway, { adminToken, origins: publicUrl === undefined ? [] : [publicUrl], build: '0.1.0' })
}
