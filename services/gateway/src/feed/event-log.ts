import type { FeedEvent } from './feed-event.ts'

/**
 * The newest events, without a hole behind `from`: each event with `from < seq ≤ through` is in it. Older ones are read from
 * the ledger.
 */
export type EventLog = {
  from: () => number
  through: () => number
  /** Events that follow the last ones, in order; `through` may lie behind the last of them. */
  append: (events: readonly FeedEvent[], through: number) => void
  /** The first event behind a sequence that is not before `from`; `undefined` where there is none yet. */
  after: (seq: number) => FeedEvent | undefined
  /** Forgets all and goes on behind a sequence. */
  restart: (from: number) => void
}

/** Limits of what is kept: events, and characters of them. */
export type LogLimits = { events: number; characters: number }

const LIMITS: LogLimits = { events: 8000, characters: 16 * 1024 * 1024 }

/** A log that begins behind `from`. */
export const createEventLog = (start: number, limits: LogLimits = LIMITS): EventLog => {
  let from = start
  let through = start
  let events: FeedEvent[] = []
  let first = 0
  let characters = 0

  const drop = (): void => {
    while (first < events.length && (events.length - first > limits.events || characters > limits.characters)) {
      const oldest = events[first]
      if (oldest === undefined) break
      from = oldest.seq
      characters -= oldest.tail.length
      first += 1
    }
    if (first <= limits.events) return
    events = events.slice(first)
    first = 0
  }

  /** The index of the first event behind a sequence. */
  const indexAfter = (seq: number): number => {
    let low = first
    let high = events.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((events[middle]?.seq ?? 0) > seq) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    from: () => from,
    through: () => through,
    append: (more, newThrough) => {
      for (const event of more) {
        if (event.seq <= through) continue
        events.push(event)
        characters += event.tail.length
        through = event.seq
      }
      through = Math.max(through, newThrough)
      drop()
    },
    after: (seq) => events[indexAfter(seq)],
    restart: (newFrom) => {
      from = newFrom
      through = newFrom
      events = []
      first = 0
      characters = 0
    },
  }
}
