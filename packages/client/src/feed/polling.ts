import type { Answer, PageInfo } from '../answer.ts'
import type { Row } from './frames.ts'
import type { TopicInput } from './topic-state.ts'
import { type Poll, pollOf } from './topics.ts'

/** Reads a path over REST. */
export type Read = (path: string, signal: AbortSignal) => Promise<Answer<unknown>>

const nextPath = (path: string, page: PageInfo | null): string | null => {
  const next = page?.next ?? null
  return next === null ? null : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`
}

/** What a topic is as REST tells it; `null` where an answer does not say as of when. */
const readTopic = async (
  { path, pick, allPages }: Poll,
  read: Read,
  signal: AbortSignal,
): Promise<Extract<TopicInput, { kind: 'polled' }> | null> => {
  const { data, asOf, page } = await read(path, signal)
  if (asOf === null) return null
  const first = pick(data) as Row | readonly Row[]
  if (!allPages || !Array.isArray(first)) return { kind: 'polled', seq: asOf.seq, as_of: asOf.time, data: first }
  const rows: Row[] = [...(first as readonly Row[])]
  for (let more = nextPath(path, page); more !== null; ) {
    const answer = await read(more, signal)
    rows.push(...(pick(answer.data) as readonly Row[]))
    more = nextPath(path, answer.page)
  }
  return { kind: 'polled', seq: asOf.seq, as_of: asOf.time, data: rows }
}

/** The way to news while there is no feed. */
export type Polling = { start: () => void; stop: () => void; running: () => boolean }

/**
 * Reads each topic that REST tells, at once and then every `everyMs`, one after the other; not while nobody is looking.
 * What cannot be read is read the next time.
 */
export const createPolling = (options: {
  read: Read
  topics: () => string[]
  put: (topic: string, input: TopicInput) => void
  visible: () => boolean
  everyMs: number
}): Polling => {
  const { read, topics, put, visible, everyMs } = options
  let stopping: AbortController | null = null

  const round = async (signal: AbortSignal): Promise<void> => {
    for (const topic of topics()) {
      const poll = pollOf(topic)
      if (poll === null) continue
      try {
        const input = await readTopic(poll, read, signal)
        if (!signal.aborted && input !== null) put(topic, input)
      } catch {
        // The status says that there is no connection; the next round tries again.
      }
      if (signal.aborted) return
    }
  }

  return {
    running: () => stopping !== null,
    start: () => {
      if (stopping !== null) return
      const mine = new AbortController()
      stopping = mine
      const again = async (): Promise<void> => {
        if (visible()) await round(mine.signal)
        if (!mine.signal.aborted) timer = setTimeout(() => void again(), everyMs)
      }
      let timer: ReturnType<typeof setTimeout> | undefined
      mine.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
      void again()
    },
    stop: () => {
      stopping?.abort()
      stopping = null
    },
  }
}
