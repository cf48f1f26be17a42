import { jitterMs } from '../pause.ts'
import { createAsking } from './asking.ts'
import { type Connection, type ConnectionTimes, type Ending, openConnection } from './connection.ts'
import type { Environment } from './environment.ts'
import type { Place, ServerFrame } from './frames.ts'
import type { EventHandlers, Handlers, StateHandlers, Subscription } from './handlers.ts'
import { createPolling, type Read } from './polling.ts'
import { createStatusBoard, type FeedStatus, type StatusListener } from './status.ts'
import { createSubscriptions } from './subscriptions.ts'
import type { EventDataOf, EventTopic, StateTopic, ValueOf } from './topics.ts'

/** The live feed of one gateway: one connection for all topics, made when the first is subscribed to. */
export type Feed = {
  /**
   * Hears a topic. Of a state the whole value is told at first and after each change. Of events each is told once, in
   * order: behind `resume` where a place is given, else from now on. `maxHz` limits how often a state is told.
   */
  subscribe: {
    <Name extends EventTopic>(
      topic: Name,
      handlers: EventHandlers<EventDataOf<Name>>,
      options?: { resume?: Place | null },
    ): Subscription<null>
    <Name extends StateTopic>(
      topic: Name,
      handlers: StateHandlers<ValueOf<Name>>,
      options?: { maxHz?: number },
    ): Subscription<ValueOf<Name>>
  }
  status: () => FeedStatus
  /** Hears the status of now at once, then each change. Returns what ends that. */
  onStatus: (listener: StatusListener) => () => void
  /** Ends the connection and all subscriptions, for good. */
  close: () => void
}

/** The times of a feed, in milliseconds. */
export type FeedTimes = ConnectionTimes & {
  pollEveryMs: number
  retryFirstMs: number
  retryMostMs: number
  askGapMs: number
  askLaterMs: number
}

export type FeedParts = {
  url: string
  token: string | null
  read: Read
  Socket: typeof WebSocket
  environment: Environment
  random: () => number
  times?: Partial<FeedTimes>
}

/** Attempts that fail before values are polled. */
const FAILURES_MAX = 3
/** A connection that lasts less counts as failed, else one that breaks at once would be made anew without a pause. */
const STEADY_MS = 5000
const UNAUTHORIZED = 4401

const SETTLED: ReadonlySet<string> = new Set(['live', 'refused'])

/** A feed that listens to nothing yet, and makes no connection before it does. */
export const createFeed = ({ url, token, read, Socket, environment, random, times = {} }: FeedParts): Feed => {
  const { pollEveryMs = 30_000, retryFirstMs = 500, retryMostMs = 30_000 } = times
  const subscriptions = createSubscriptions()
  const board = createStatusBoard()
  let connection: Connection | null = null
  let greeted = false
  let liveSinceMs: number | null = null
  let attempts = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let refused: 'closed' | 'unauthorized' | null = null

  const polling = createPolling({
    read,
    topics: subscriptions.names,
    put: (topic, input) => void subscriptions.put(topic, input),
    visible: environment.visible,
    everyMs: pollEveryMs,
  })
  const asking = createAsking(
    subscriptions,
    (frame) => {
      if (connection === null || !greeted) return false
      connection.send(frame)
      return true
    },
    { gapMs: times.askGapMs, laterMs: times.askLaterMs },
  )

  const put = (topic: string, input: Parameters<typeof subscriptions.put>[1]): void => {
    const again = subscriptions.put(topic, input)
    if (again === 'now') asking.now()
    if (again === 'later') asking.later()
  }
  /** Why there is to be no connection; `null` where there is to be one. */
  const obstacle = (): FeedStatus['reason'] => {
    if (refused !== null) return refused
    if (subscriptions.names().length === 0) return 'idle'
    return environment.online() ? null : 'no_network'
  }

  const disconnect = (): void => {
    clearTimeout(retryTimer)
    asking.stop()
    connection?.close()
    connection = null
    greeted = false
    liveSinceMs = null
    for (const topic of subscriptions.names()) put(topic, { kind: 'disconnected' })
  }
  const rest = (reason: FeedStatus['reason']): void => {
    disconnect()
    polling.stop()
    attempts = 0
    board.set({ state: 'offline', reason, polling: false, attempts })
  }

  const onEnd = ({ code, stayAwayMs }: Ending): void => {
    if (liveSinceMs !== null && performance.now() - liveSinceMs >= STEADY_MS) attempts = 0
    if (code === UNAUTHORIZED) refused = 'unauthorized'
    const reason = obstacle()
    if (reason !== null) return rest(reason)
    disconnect()
    if (attempts >= FAILURES_MAX) polling.start()
    board.set({ state: 'reconnecting', reason: null, polling: polling.running(), attempts })
    const delayMs = jitterMs(attempts + 1, { firstMs: retryFirstMs, mostMs: retryMostMs, random })
    retryTimer = setTimeout(connect, Math.max(stayAwayMs ?? 0, delayMs))
  }

  const settle = (): void => {
    const isWhole = subscriptions.names().every((topic) => SETTLED.has(subscriptions.state(topic)?.phase.at ?? ''))
    if (liveSinceMs === null && isWhole) {
      liveSinceMs = performance.now()
      polling.stop()
    }
    if (liveSinceMs !== null) board.set({ state: 'live', reason: null, polling: false, attempts: 0 })
    else board.set({ state: 'reconnecting', reason: null })
  }

  const onFrame = (frame: ServerFrame): void => {
    switch (frame.t) {
      case 'hello':
        greeted = true
        if (token !== null) connection?.send({ op: 'auth', id: 0, token })
        asking.now()
        break
      case 'ack':
        if (frame.op !== 'subscribe') break
        for (const result of frame.results) put(result.topic, { kind: 'acked', id: frame.id, result })
        break
      case 'hb':
        for (const topic of subscriptions.names()) {
          put(topic, { kind: 'heartbeat', seq: Object.hasOwn(frame.seqs, topic) ? frame.seqs[topic] : undefined })
        }
        break
      case 'error': {
        const { id, code, detail } = frame
        const result = { ok: false, code, detail } as const
        for (const topic of subscriptions.names()) put(topic, { kind: 'acked', id, result: { topic, ...result } })
        break
      }
      case 'snapshot':
      case 'delta':
      case 'event':
      case 'reset':
      case 'lag':
        put(frame.topic, { kind: 'frame', frame })
        break
      case 'pong':
      case 'bye':
        break
    }
    if (connection !== null) settle()
  }

  const connect = (): void => {
    clearTimeout(retryTimer)
    const reason = obstacle()
    if (reason !== null) return rest(reason)
    if (connection !== null) return
    attempts += 1
    board.set({ state: 'reconnecting', reason: null, attempts })
    const onSilence = () => board.set({ state: 'stale' })
    connection = openConnection(url, { onFrame, onSilence, onEnd }, Socket, times)
  }

  const stopListening = environment.listen(() => {
    // Back on the network, or looked at again: whatever pause was being waited out has no reason any more.
    if (obstacle() !== null) rest(obstacle())
    else if (connection === null && environment.visible()) connect()
  })

  return {
    subscribe: (topic: string, handlers: Handlers, options: { resume?: Place | null; maxHz?: number } = {}) => {
      if (refused === 'closed') throw new TypeError('the feed is closed')
      const leave = subscriptions.add(topic, handlers, options)
      if (connection === null && board.get().state === 'offline') connect()
      else asking.now()
      return {
        topic,
        value: () => subscriptions.value(topic) as never,
        place: () => subscriptions.state(topic)?.place ?? null,
        close: () => {
          leave()
          if (subscriptions.state(topic) !== undefined) return
          if (subscriptions.names().length === 0) rest(obstacle())
          else asking.drop(topic)
        },
      }
    },
    status: board.get,
    onStatus: board.listen,
    close: () => {
      if (refused === 'closed') return
      refused = 'closed'
      stopListening()
      rest('closed')
    },
  }
}
