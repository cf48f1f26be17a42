import { setTimeout as delay } from 'node:timers/promises'
import { JetStreamApiError, JetStreamError, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { AuthorizationError, errors, type NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import { TapeClosed } from './errors.ts'
import { serversOf } from './servers.ts'
import type { TapeLog } from './tape.ts'

/**
 * A connection that comes back by itself, and that lets nobody through between a reconnect and the check that the server
 * and its streams are still the same.
 */
export type Link = {
  connection: NatsConnection
  manager: JetStreamManager
  log: TapeLog
  /** Aborts when the process is asked to stop or the tape is closed: what waits for a server gives up then. */
  stopping: AbortSignal
  isUp(): boolean
  reconnects(): number
  /** Fulfilled when the server may be used. Throws once stopping or after {@link Link.fail}. */
  up(): Promise<void>
  /** Tells about each loss of the connection, and about the end of everything; until the returned function is called. */
  onLost(heard: () => void): () => void
  /** Ends all work with an error that no waiting heals. */
  fail(error: Error): void
  failure(): Error | null
  /** Repeats a request until it is answered, through any number of lost connections. */
  call<Answer>(what: string, request: () => Promise<Answer>): Promise<Answer>
  /** Ends all waiting, as the stop signal does. */
  stop(): void
  close(): Promise<void>
}

export type LinkOptions = {
  servers: string
  name: string
  log: TapeLog
  signal: AbortSignal | undefined
  /** Checks server and streams: after the first connection, and again after each reconnect. */
  admit(connection: NatsConnection, manager: JetStreamManager): Promise<void>
}

export const openLink = async (options: LinkOptions): Promise<Link> => {
  const { log, name } = options
  const closing = new AbortController()
  const stopping = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal])
  const connection = await firstConnection(options, stopping)
  const manager = await jetstreamManager(connection, { checkAPI: false })

  let failure: Error | null = null
  let isUp = false
  let reconnects = 0
  let admission = Promise.withResolvers<void>()
  admission.promise.catch(() => {}) // where nobody waits for it, nobody needs to hear of it
  const lostListeners = new Set<() => void>()

  const lose = () => {
    if (isUp) {
      admission = Promise.withResolvers<void>()
      admission.promise.catch(() => {})
    }
    isUp = false
    for (const heard of lostListeners) heard()
  }
  const fail = (error: Error) => {
    if (failure !== null) return
    failure = error
    log.error({ error }, 'the tape cannot be used any more')
    lose()
    admission.reject(error)
  }
  const admit = async () => {
    const generation = reconnects
    await repeat('check server and streams', () => options.admit(connection, manager), {
      stopping,
      log,
      abandoned: () => generation !== reconnects,
    })
    if (generation !== reconnects) return
    isUp = true
    admission.resolve()
  }
  const watch = async () => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        log.warn({ server: status.server }, 'lost the connection to nats-server')
        lose()
      } else if (status.type === 'reconnect') {
        reconnects += 1
        log.info({ server: status.server, reconnects }, 'connected to nats-server again')
        admit().catch((error: unknown) => {
          if (!stopping.aborted) fail(error instanceof Error ? error : new Error(String(error)))
        })
      } else if (status.type === 'error') {
        log.warn({ error: status.error }, 'nats-server reports an error')
      }
    }
  }
  stopping.addEventListener('abort', () => admission.reject(new TapeClosed(`${name} was asked to stop`)), {
    once: true,
  })

  const up = async (): Promise<void> => {
    if (failure !== null) throw failure
    if (isUp) return
    if (stopping.aborted) throw new TapeClosed(`${name} was asked to stop`)
    await admission.promise
  }
  const onLost = (heard: () => void) => {
    lostListeners.add(heard)
    return () => void lostListeners.delete(heard)
  }
  const call = <Answer>(what: string, request: () => Promise<Answer>): Promise<Answer> =>
    repeat(
      what,
      async () => {
        await up()
        return unlessLost(request, onLost)
      },
      { stopping, log, abandoned: () => false },
    )

  try {
    await admit()
  } catch (error) {
    await connection.close()
    throw error
  }
  watch().catch((error: unknown) => fail(error instanceof Error ? error : new Error(String(error))))

  return {
    connection,
    manager,
    log,
    stopping,
    isUp: () => isUp,
    reconnects: () => reconnects,
    up,
    onLost,
    fail,
    failure: () => failure,
    call,
    stop: () => closing.abort(new TapeClosed(`${name} is closed`)),
    async close() {
      closing.abort(new TapeClosed(`${name} is closed`))
      // What was only just published, such as the last acknowledgements, still leaves.
      if (isUp) await Promise.race([connection.flush().catch(() => {}), delay(1000, undefined, { ref: false })])
      lose()
      await connection.close()
    },
  }
}

const firstConnection = async (options: LinkOptions, stopping: AbortSignal): Promise<NatsConnection> => {
  for (let attempt = 1; ; attempt += 1) {
    stopping.throwIfAborted()
    try {
      return await connect({
        ...serversOf(options.servers),
        name: options.name,
        maxReconnectAttempts: -1,
        ignoreAuthErrorAbort: true,
        reconnectTimeWait: 200,
        reconnectJitter: 100,
        timeout: 5000,
        pingInterval: 10_000,
        maxPingOut: 2,
        noAsyncTraces: true,
      })
    } catch (error) {
      // Waiting does not mend a password, and an operator should see it at once.
      if (error instanceof AuthorizationError) throw error
      if (attempt % 20 === 1) options.log.warn({ attempt, error }, 'waiting for nats-server')
      await delay(250, undefined, { signal: stopping }).catch(() => stopping.throwIfAborted())
    }
  }
}

type Repetition = { stopping: AbortSignal; log: TapeLog; abandoned: () => boolean }

const repeat = async <Answer>(
  what: string,
  request: () => Promise<Answer>,
  { stopping, log, abandoned }: Repetition,
): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request()
    } catch (error) {
      if (abandoned() || stopping.aborted || !mayAnswerLater(error)) throw error
      if (attempt % 20 === 3) log.warn({ what, attempt, error }, 'no answer from JetStream, asking again')
      await delay(Math.min(1000, 25 * 2 ** Math.min(attempt, 6)), undefined, { signal: stopping }).catch(() => {
        throw error
      })
    }
  }
}

/** Rejects as soon as the connection is lost: the answer would only time out. */
const unlessLost = <Answer>(request: () => Promise<Answer>, onLost: Link['onLost']): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const forget = onLost(() => reject(new errors.RequestError('the connection was lost')))
    request().then(resolve, reject).finally(forget)
  })

/** Time-outs, lost connections, and JetStream that is starting, has no leader or is short of something right now. */
const mayAnswerLater = (error: unknown): boolean => {
  if (error instanceof JetStreamApiError) return error.status === 503
  if (error instanceof errors.TimeoutError || error instanceof errors.RequestError) return true
  if (error instanceof errors.NoRespondersError) return true
  return error instanceof Error && (error instanceof JetStreamError || error.name === 'JetStreamNotEnabled')
}
