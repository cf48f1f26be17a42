import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Gateway } from '../gateway.ts'
import { callerByToken } from '../http/operator-token.ts'
import { PROBLEMS, Problem, problemBody } from '../http/problem.ts'
import { type Connection, openConnection } from './connection.ts'
import { CLOSE_CODES } from './frames.ts'
import { HEARTBEAT_MS, HZ_MAX, MESSAGE_BYTES_MAX, MESSAGES_PER_SECOND, PROTOCOL, TOPICS_MAX } from './limits.ts'
import { mayConnect } from './origin.ts'
import { errorFrame } from './protocol.ts'

const PATH = '/api/v1/stream'
const CONNECTIONS_MAX = 4000
/** One address may be a proxy before many. */
const CONNECTIONS_PER_ADDRESS_MAX = 2000
const LOOK_MS = 1000
const DAY_MS = 86_400_000
const RECONNECT_MS_MAX = 5000

export type WebSocketOptions = {
  adminToken: string
  /** Origins beside this host whose pages may connect. */
  origins: readonly string[]
  /** Shown to clients as `build`. */
  build: string
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0]?.replace(/\/$/, '') ?? ''

const isForFeed = (request: IncomingMessage): boolean =>
  pathOf(request) === PATH && request.headers.upgrade?.toLowerCase() === 'websocket'

/** Refuses a handshake as any other request is refused. */
const refuse = (socket: Duplex, problem: Problem): void => {
  const [status, title] = PROBLEMS[problem.code]
  const body = JSON.stringify(problemBody(problem, { id: randomUUID(), path: PATH }))
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nconnection: close\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** `null` where a client names protocols and ours is not among them. */
const protocolOf = (request: IncomingMessage): string | null => {
  const named = request.headers['sec-websocket-protocol']
  if (named === undefined) return ''
  return named.split(',').some((one) => one.trim() === PROTOCOL) ? PROTOCOL : null
}

const jittered = (ms: number): number => Math.round(ms * (0.5 + Math.random()))

/** `GET /api/v1/stream`: the live feed over WebSocket. */
export const webSocketRoute = (server: FastifyInstance, gateway: Gateway, options: WebSocketOptions): void => {
  const { feed, log, now, watch } = gateway
  const callerOf = callerByToken(options.adminToken)
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MESSAGE_BYTES_MAX,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })
  const connections = new Map<WebSocket, Connection>()
  const byAddress = new Map<string, number>()

  const count = (address: string, by: 1 | -1): void => {
    const counted = (byAddress.get(address) ?? 0) + by
    if (counted === 0) byAddress.delete(address)
    else byAddress.set(address, counted)
  }
  const helloOf = () => ({
    t: 'hello' as const,
    conn: randomUUID(),
    proto: PROTOCOL,
    build: options.build,
    now: now(),
    heartbeat_ms: HEARTBEAT_MS,
    limits: { topics: TOPICS_MAX, msg_per_sec: MESSAGES_PER_SECOND, max_hz: HZ_MAX },
    epoch: watch.place()?.epoch ?? null,
  })
  const accept = (socket: WebSocket, raw: Socket, address: string): void => {
    if (connections.size >= CONNECTIONS_MAX || (byAddress.get(address) ?? 0) >= CONNECTIONS_PER_ADDRESS_MAX) {
      socket.on('error', () => undefined)
      socket.send(JSON.stringify(errorFrame('too-many-connections', 'Come back later.')))
      socket.close(CLOSE_CODES.too_many, 'too_many')
      setTimeout(() => socket.terminate(), LOOK_MS).unref()
      return
    }
    const { connection, client } = openConnection({
      socket,
      writable: () => !raw.writableNeedDrain,
      connect: (transport) => feed.connect(transport, { operator: false }),
      hello: helloOf(),
      isOperatorToken: (token) => callerOf(`Bearer ${token}`) === 'operator',
      now,
      ageMsMax: jittered(DAY_MS),
      onError: (error) => log.warn({ error }, 'a message of the feed was not answered as it should be'),
    })
    raw.on('drain', client.flush)
    connections.set(socket, connection)
    count(address, 1)
    socket.once('close', () => {
      connections.delete(socket)
      count(address, -1)
    })
  }

  const upgrade = (request: IncomingMessage, raw: Socket, head: Buffer): void => {
    // A connection may break while it is refused.
    raw.on('error', () => undefined)
    if (!mayConnect({ origin: request.headers.origin, host: request.headers.host }, options.origins)) {
      return refuse(raw, new Problem('forbidden', 'Pages of this origin may not connect.'))
    }
    if (protocolOf(request) === null) {
      return refuse(raw, new Problem('malformed-request', `The subprotocol is ${PROTOCOL}.`))
    }
    sockets.handleUpgrade(request, raw, head, (socket) => accept(socket, raw, request.socket.remoteAddress ?? ''))
  }

  // Whoever offers another upgrade, or one elsewhere, is answered as if he had not.
  Object.assign(server.server, { shouldUpgradeCallback: isForFeed })
  server.server.on('upgrade', upgrade)
  const looking = setInterval(() => {
    const nowMs = performance.now()
    for (const connection of connections.values()) connection.look(nowMs)
  }, LOOK_MS)
  server.addHook('preClose', async () => {
    clearInterval(looking)
    for (const connection of connections.values()) connection.leave('shutdown', jittered(RECONNECT_MS_MAX / 2))
  })
  server.get(PATH, async () => {
    throw new Problem('upgrade-required', undefined, { headers: { upgrade: 'websocket', connection: 'Upgrade' } })
  })
}
