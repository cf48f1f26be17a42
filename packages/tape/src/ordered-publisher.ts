import { AuthorizationError, createInbox, headers, type Msg, type NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import { serversOf } from './servers.ts'

/** The connection is gone, or the stream refused: what was stored is a prefix of what was sent. */
export class OrderedPublishFailed extends Error {
  override name = 'OrderedPublishFailed'
}

/** Publishes in order, many messages in flight, or fails. */
export type OrderedPublisher = AsyncDisposable & {
  /** Resolves once there is room in the window; the message itself is stored when {@link OrderedPublisher.flush} says so. */
  publish(subject: string, data: string, header: Record<string, string>): Promise<void>
  /** Waits until everything sent is stored; the stream sequence of the last message, or 0 where none was sent. */
  flush(): Promise<number>
}

const ACK_TIMEOUT_MS = 15_000

/** A server that has just gone is the same failure as one that goes a moment later; wrong credentials are not. */
const connectOnce = async ({ servers, name }: { servers: string; name: string }): Promise<NatsConnection> => {
  try {
    return await connect({ ...serversOf(servers), name, reconnect: false })
  } catch (error) {
    if (error instanceof AuthorizationError) throw error
    throw new OrderedPublishFailed('no connection to NATS', { cause: error })
  }
}

/**
 * A JetStream publisher that never changes the order of what it is given. Its connection does not reconnect by itself: a
 * buffer flushed after a reconnect could overtake messages that the broken connection swallowed. So at any failure the
 * stream holds a prefix of what was sent; the caller asks the stream how far it got, opens another and goes on from there.
 */
export const openOrderedPublisher = async (options: {
  servers: string
  name: string
  window?: number
}): Promise<OrderedPublisher> => {
  const window = options.window ?? 256
  const connection = await connectOnce(options)
  const inbox = createInbox()
  let inFlight = 0
  let lastSeq = 0
  let failure: OrderedPublishFailed | null = null
  let waiting: (() => void)[] = []
  let lastProgressMs = Date.now()

  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resume of woken) resume()
  }
  const fail = (message: string, cause?: unknown) => {
    failure ??= new OrderedPublishFailed(message, { cause })
    wake()
  }
  const onAck = (error: Error | null, message: Msg) => {
    if (error !== null) return fail('publish acknowledgement failed', error)
    const ack = message.data.length === 0 ? {} : message.json<{ seq?: number; error?: { description: string } }>()
    if (ack.seq === undefined) return fail(ack.error?.description ?? 'no stream takes this subject')
    lastSeq = Math.max(lastSeq, ack.seq)
    inFlight -= 1
    lastProgressMs = Date.now()
    wake()
  }
  connection.subscribe(inbox, { callback: onAck })
  void connection.closed().then((cause) => fail('the connection to NATS is gone', cause))
  const watchdog = setInterval(() => {
    if (inFlight > 0 && Date.now() - lastProgressMs > ACK_TIMEOUT_MS)
      fail(`no acknowledgement within ${ACK_TIMEOUT_MS} ms`)
  }, 1000)

  const until = async (ready: () => boolean) => {
    for (;;) {
      if (failure !== null) throw failure
      if (ready()) return
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    }
  }

  return {
    async publish(subject, data, header) {
      await until(() => inFlight < window)
      const h = headers()
      for (const [key, value] of Object.entries(header)) h.set(key, value)
      if (inFlight === 0) lastProgressMs = Date.now()
      inFlight += 1
      connection.publish(subject, data, { reply: inbox, headers: h })
    },
    async flush() {
      await until(() => inFlight === 0)
      return lastSeq
    },
    async [Symbol.asyncDispose]() {
      clearInterval(watchdog)
      await connection.close()
    },
  }
}
