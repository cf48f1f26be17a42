import { setTimeout as delay } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { type Pace, paceOf } from './backpressure.ts'
import type { FeedClient } from './feed-client.ts'
import { type AckResult, CLOSE_CODES, type ClientFrame, type CloseReason, type ServerFrame } from './frames.ts'
import { HEARTBEAT_MS, MESSAGES_PER_SECOND } from './limits.ts'
import { createMessageRate } from './message-rate.ts'
import { type Outgoing, outgoing } from './outgoing.ts'
import { errorFrame, type FeedErrorCode, readMessage } from './protocol.ts'

/** What a connection is told apart by, and what ends it. */
export type Connection = {
  /** Called about once a second: heartbeats, pings, and whether the client keeps up. */
  look: (nowMs: number) => void
  /** Says goodbye and closes; a client that does not answer is ended a second later. */
  leave: (reason: 'shutdown' | 'max_age', reconnectAfterMs: number) => void
}

export type ConnectionOptions = {
  socket: WebSocket
  /** Whether the socket takes more without keeping it in memory. */
  writable: () => boolean
  connect: (transport: { send: (frame: Outgoing) => void; writable: () => boolean }) => FeedClient
  hello: Extract<ServerFrame, { t: 'hello' }>
  isOperatorToken: (token: string) => boolean
  now: () => string
  /** When the connection has lived long enough, by the clock that `look` is called with. */
  ageMsMax: number
  onError: (error: unknown) => void
}

const IDLE_MS = 10_000
const PING_MS = 20_000
/** While frames go out, whether they arrive is asked more often. */
const PROBE_MS = 5000
const DEAD_MS = 2 * PING_MS
const TERMINATE_MS = 1000
/** Messages of one client that wait for their turn. */
const WAITING_MAX = 32

/** One WebSocket client: its messages in, frames out, and how it keeps up. */
export const openConnection = (options: ConnectionOptions): { connection: Connection; client: FeedClient } => {
  const { socket, now } = options
  const admit = createMessageRate(MESSAGES_PER_SECOND)
  const openedAtMs = performance.now()
  let withoutTopicsSinceMs: number | null = openedAtMs
  let heartbeatAtMs = openedAtMs + HEARTBEAT_MS
  let pingSentAtMs: number | null = null
  let pongAtMs = openedAtMs
  /** Whether anything but heartbeats was sent since the last answer to a ping. */
  let told = false
  let waiting = 0
  let turn: Promise<void> = Promise.resolve()
  let ended = false

  const client = options.connect({
    send: (frame) => {
      if (frame.t !== 'hb') told = true
      socket.send(frame.frame, { binary: false })
    },
    writable: () => socket.readyState === socket.OPEN && options.writable(),
  })

  const end = async (reason: CloseReason): Promise<void> => {
    if (ended) return
    ended = true
    client.close()
    socket.close(CLOSE_CODES[reason], reason)
    await delay(TERMINATE_MS, undefined, { ref: false })
    socket.terminate()
  }
  const sendNow = (frame: ServerFrame): void => {
    if (socket.readyState === socket.OPEN) socket.send(outgoing(frame).frame, { binary: false })
  }
  const refuse = (code: FeedErrorCode, detail: string, reason: CloseReason): void => {
    sendNow(errorFrame(code, detail))
    void end(reason)
  }

  const subscribe = async (op: Extract<ClientFrame, { op: 'subscribe' }>): Promise<void> => {
    const results = await client.subscribe(op, (given) => ack(op, given))
    const unknown =
      results.length > 0 && results.every((one) => !one.ok && /^(?:unknown-topic|bot-not-found)$/.test(one.code))
    if (unknown && client.topics() === 0) void end('unknown_topic')
  }
  const ack = (
    { op, id }: { op: 'subscribe' | 'unsubscribe' | 'list' | 'auth'; id?: string | number | undefined },
    results: AckResult[],
  ): Outgoing => outgoing({ t: 'ack', ...(id === undefined ? {} : { id }), op, results })

  const act = async (op: ClientFrame): Promise<void> => {
    switch (op.op) {
      case 'subscribe':
        return subscribe(op)
      case 'unsubscribe':
        return client.send(ack(op, client.unsubscribe(op.topics)))
      case 'list':
        return client.send(ack(op, client.list()))
      case 'ping':
        return client.send(outgoing({ t: 'pong', ...(op.id === undefined ? {} : { id: op.id }), now: now() }))
      case 'auth': {
        if (!options.isOperatorToken(op.token)) {
          sendNow(errorFrame('unauthorized', 'The token sent is not the operator token of this system.', op.id))
          return void end('unauthorized')
        }
        client.becomeOperator()
        return client.send(ack(op, []))
      }
    }
  }
  const receive = (data: Buffer, isBinary: boolean): void => {
    if (ended) return
    if (!admit(performance.now()) || waiting >= WAITING_MAX) {
      return refuse('too-many-messages', `At most ${MESSAGES_PER_SECOND} messages a second.`, 'too_many')
    }
    const reading = readMessage(data, isBinary)
    if (reading.kind === 'refused') {
      sendNow(reading.error)
      if (reading.close !== null) void end(reading.close)
      return
    }
    waiting += 1
    turn = turn
      .then(() => (ended ? undefined : act(reading.op)))
      .catch((error: unknown) => {
        options.onError(error)
        sendNow(errorFrame('internal', 'It has been logged.', reading.op.id))
      })
      .finally(() => {
        waiting -= 1
      })
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => receive(data, isBinary))
  socket.on('pong', () => {
    pingSentAtMs = null
    pongAtMs = performance.now()
    told = false
    client.lag(null)
    client.flush()
  })
  socket.on('close', () => {
    ended = true
    client.close()
  })
  // What is wrong with a frame, ws has answered by its close code.
  socket.on('error', () => undefined)

  const pace = (nowMs: number): Pace =>
    paceOf(
      {
        stalledSinceMs: client.stalledSinceMs(),
        pingSentAtMs: told ? pingSentAtMs : null,
        bufferedBytes: socket.bufferedAmount,
      },
      nowMs,
    )
  const beat = (nowMs: number): void => {
    if (nowMs >= heartbeatAtMs) {
      heartbeatAtMs = nowMs + HEARTBEAT_MS
      client.send(outgoing({ t: 'hb', now: now(), seqs: client.seqs() }))
    }
    if (pingSentAtMs !== null || nowMs - pongAtMs < (told ? PROBE_MS : PING_MS)) return
    pingSentAtMs = nowMs
    socket.ping()
  }
  const look = (nowMs: number): void => {
    if (ended) return
    if (client.topics() > 0) withoutTopicsSinceMs = null
    else withoutTopicsSinceMs ??= nowMs
    if (withoutTopicsSinceMs !== null && nowMs - withoutTopicsSinceMs > IDLE_MS && waiting === 0) {
      return refuse('idle', 'Subscribe within 10 s.', 'idle')
    }
    if (pingSentAtMs !== null && nowMs - pingSentAtMs > DEAD_MS) return socket.terminate()
    if (nowMs - openedAtMs > options.ageMsMax) return leave('max_age', 0)
    const { verdict, behindMs } = pace(nowMs)
    if (verdict === 'slow') {
      sendNow({ t: 'bye', reason: 'slow', reconnect_after_ms: 1000 })
      return void end('slow')
    }
    if (verdict === 'lagging') client.lag(behindMs)
    beat(nowMs)
  }
  const leave: Connection['leave'] = (reason, reconnect_after_ms) => {
    sendNow({ t: 'bye', reason, reconnect_after_ms })
    void end('shutdown')
  }

  client.send(outgoing(options.hello))
  return { connection: { look, leave }, client }
}
