import type { ClientFrame, Place } from './frames.ts'
import type { Subscriptions } from './subscriptions.ts'
import { resumeFrom } from './topic-state.ts'

/** Topics of one message, so that long names and places fit. */
const TOPICS_AT_ONCE = 50

/** Who asks for topics, paced so that the server's limit of messages is never met. */
export type Asking = {
  /** Asks for whatever was not asked for on this connection, now or as soon as the pace allows. */
  now: () => void
  later: () => void
  /** Tells the server that a topic is not wanted any more. */
  drop: (topic: string) => void
  /** Stops whatever is planned. */
  stop: () => void
}

/** What to subscribe to: one message for each pace that handlers want, with the places to go on from. */
export const questions = (
  subscriptions: Subscriptions,
  nextId: () => number,
): (ClientFrame & { op: 'subscribe' })[] => {
  const open = subscriptions.names().filter((topic) => subscriptions.state(topic)?.phase.at === 'idle')
  const byPace = Map.groupBy(open, (topic) => subscriptions.maxHz(topic))
  return [...byPace].flatMap(([maxHz, topics]) =>
    Array.from({ length: Math.ceil(topics.length / TOPICS_AT_ONCE) }, (_, part) => {
      const some = topics.slice(part * TOPICS_AT_ONCE, (part + 1) * TOPICS_AT_ONCE)
      const resume = some.flatMap((topic): [string, Place][] => {
        const state = subscriptions.state(topic)
        const from = state === undefined ? null : resumeFrom(state)
        return from === null ? [] : [[topic, from]]
      })
      return {
        op: 'subscribe' as const,
        id: nextId(),
        topics: some,
        ...(resume.length === 0 ? {} : { resume: Object.fromEntries(resume) }),
        ...(maxHz === undefined ? {} : { max_hz: maxHz }),
      }
    }),
  )
}

/** Asks over `send`, at most once each `gapMs`, and again `laterMs` after a refusal that will pass. */
export const createAsking = (
  subscriptions: Subscriptions,
  send: (frame: ClientFrame) => boolean,
  { gapMs = 400, laterMs = 3000 }: { gapMs?: number | undefined; laterMs?: number | undefined } = {},
): Asking => {
  let lastId = 0
  let dropped = new Set<string>()
  let askedAtMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAtMs = Number.POSITIVE_INFINITY

  const ask = (): void => {
    dueAtMs = Number.POSITIVE_INFINITY
    const gone = [...dropped].filter((topic) => subscriptions.state(topic) === undefined)
    dropped = new Set()
    if (gone.length > 0 && send({ op: 'unsubscribe', id: 0, topics: gone })) askedAtMs = performance.now()
    const frames = questions(subscriptions, () => (lastId += 1))
    for (const frame of frames) {
      if (!send(frame)) return
      askedAtMs = performance.now()
      for (const topic of frame.topics) subscriptions.put(topic, { kind: 'asked', id: frame.id })
    }
  }
  const askIn = (ms: number): void => {
    const atMs = performance.now() + ms
    if (atMs >= dueAtMs) return
    clearTimeout(timer)
    dueAtMs = atMs
    timer = setTimeout(ask, ms)
  }

  const now = (): void => askIn(Math.max(0, askedAtMs + gapMs - performance.now()))
  return {
    now,
    later: () => askIn(laterMs),
    drop: (topic) => {
      dropped.add(topic)
      now()
    },
    stop: () => {
      clearTimeout(timer)
      dropped = new Set()
      dueAtMs = Number.POSITIVE_INFINITY
    },
  }
}
