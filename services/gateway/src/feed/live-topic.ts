import type { Logger } from '@papertape/service-kit'
import { HZ_MAX } from './limits.ts'
import type { StateReading, StateTopic } from './state-topic.ts'

/** A state topic that somebody listens to, kept up to date. */
export type LiveTopic = {
  state: StateTopic
  /** It may have changed: it is read again, soon and at most {@link HZ_MAX} times a second. */
  touch: () => void
  /** Fulfilled when a reading that began after the call is there. Rejects when it could not be read. */
  refresh: () => Promise<void>
  /** Hears that the state has moved. */
  listen: (heard: () => void) => () => void
  listeners: () => number
  close: () => void
}

/** A little less than the client's own, so that a state that moves as often as allowed is told each time. */
const GAP_MS = 800 / HZ_MAX
const RETRY_MS = 1000
/** So many times as long as a reading took, the next one waits: what is slow to read is read less often. */
const REST = 4

/** Keeps a topic up to date by reading it; one reading at a time. */
export const createLiveTopic = (
  state: StateTopic,
  read: () => Promise<StateReading>,
  log: Pick<Logger, 'warn'>,
): LiveTopic => {
  const heard = new Set<() => void>()
  let running: Promise<void> = Promise.resolve()
  let queued: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let notBeforeMs = 0
  let closed = false

  const readOnce = async (): Promise<void> => {
    queued = null
    const startedMs = performance.now()
    let tookMs = 0
    try {
      const reading = await read()
      tookMs = performance.now() - startedMs
      if (state.observe(reading)) for (const listener of heard) listener()
    } finally {
      notBeforeMs = Math.max(startedMs + GAP_MS, startedMs + (1 + REST) * tookMs)
    }
  }
  const refresh = (): Promise<void> => {
    if (queued !== null) return queued
    const next = running.catch(() => undefined).then(readOnce)
    queued = next
    running = next
    return next
  }
  const later = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = null
      refresh().catch((error: unknown) => {
        if (closed) return
        log.warn({ topic: state.name, error }, 'a topic of the feed was not read, will retry')
        later(RETRY_MS)
      })
    }, ms).unref()
  }

  return {
    state,
    touch: () => {
      if (!closed && queued === null) later(Math.max(0, notBeforeMs - performance.now()))
    },
    refresh,
    listen: (listener) => {
      heard.add(listener)
      return () => heard.delete(listener)
    },
    listeners: () => heard.size,
    close: () => {
      closed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
