import { createAsking } from './asking.ts'
import type { ConnectionTimes } from './connection.ts'
import type { Environment } from './environment.ts'
import type { Place } from './frames.ts'
import type { EventHandlers, Handlers, StateHandlers, Subscription } from './handlers.ts'
import { inputsOf } from './inputs.ts'
import { createLink, type Link } from './link.ts'
import { createPolling, type Read } from './polling.ts'
import { createStatusBoard, type FeedStatus, type StatusListener } from './status.ts'
import { createSubscriptions } from './subscriptions.ts'
import type { TopicInput } from './topic-state.ts'
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

const SETTLED: ReadonlySet<string> = new Set(['live', 'refused'])

/** A feed that listens to nothing yet, and makes no connection before it does. */
export const createFeed = ({ token, read, times = {}, ...parts }: FeedParts): Feed => {
  const subscriptions = createSubscriptions()
  const { names, state } = subscriptions
  const board = createStatusBoard()
  const polling = createPolling({
    read,
    topics: names,
    put: (topic, input) => void subscriptions.put(topic, input),
    visible: parts.environment.visible,
    everyMs: times.pollEveryMs ?? 30_000,
  })
  const asking = createAsking(subscriptions, (frame) => link.send(frame), {
    gapMs: times.askGapMs,
    laterMs: times.askLaterMs,
  })
  const put = (topic: string, input: TopicInput): void => {
    const again = subscriptions.put(topic, input)
    if (again === 'now') asking.now()
    if (again === 'later') asking.later()
  }
  const link: Link = createLink({
    ...parts,
    times,
    board,
    polling,
    wanted: () => names().length > 0,
    whole: () => names().every((topic) => SETTLED.has(state(topic)?.phase.at ?? '')),
    hopeless: () => names().every((topic) => state(topic)?.phase.at === 'refused'),
    onFrame: (frame) => {
      if (frame.t === 'hello') {
        if (token !== null) link.send({ op: 'auth', id: 0, token })
        asking.now()
      }
      for (const [topic, input] of inputsOf(frame, names())) put(topic, input)
    },
    onDown: () => {
      asking.stop()
      for (const topic of names()) put(topic, { kind: 'disconnected' })
    },
  })

  return {
    subscribe: (topic: string, handlers: Handlers, options: { resume?: Place | null; maxHz?: number } = {}) => {
      if (board.get().reason === 'closed') throw new TypeError('the feed is closed')
      const leave = subscriptions.add(topic, handlers, options)
      link.update()
      asking.now()
      return {
        topic,
        value: () => subscriptions.value(topic) as never,
        place: () => state(topic)?.place ?? null,
        close: () => {
          leave()
          if (state(topic) !== undefined) return
          if (names().length === 0) link.update()
          else asking.drop(topic)
        },
      }
    },
    status: board.get,
    onStatus: board.listen,
    close: () => {
      if (board.get().reason !== 'closed') link.close()
    },
  }
}
