import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { sseRoute } from './sse.ts'
import { webSocketRoute } from './websocket.ts'

/** Names this server to clients of the feed. */
const BUILD = 'papertape/0.1.0'

/** The live feed, over WebSocket and as Server-Sent Events. */
export const feedRoutes = (server: FastifyInstance, gateway: Gateway, { adminToken }: { adminToken: string }): void => {
  const { publicUrl } = gateway.notify
  const origins = publicUrl === undefined ? [] : [publicUrl]
  webSocketRoute(server, gateway, { adminToken, origins, build: BUILD })
  sseRoute(server, gateway, { build: BUILD })
}
