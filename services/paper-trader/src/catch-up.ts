import { subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import type { PriceFeed } from './price-feed.ts'
import type { RawPrice } from './recent-prices.ts'

/** One instrument's messages from a place behind the feed up to the feed. */
export type Reading = {
  subject: string
  /** Messages up to here are not wanted. */
  after: number
  /** Whether anybody still waits for it. */
  isWanted(): boolean
  read(raw: RawPrice): void
  /** Messages up to `firstSeq - 1` are gone from the stream. */
  gap(firstSeq: number): void
  /** Everything that the feed has handed on is read now; called at once, before the feed goes on. */
  join(): void
}

/** Close to the end of the stream: from here on it is worth looking whether the rest is in memory. */
const NEAR_END = 256

/** More subjects than this are not filtered by the server. */
const FILTERS_MAX = 64

/** Joins from memory alone; false where the feed keeps too little. */
const joinsFromMemory = (feed: PriceFeed, reading: Reading, through: number): boolean => {
  const rest = feed.since(reading.subject, Math.max(through, reading.after))
  if (rest === null) return false
  for (const raw of rest) reading.read(raw)
  reading.join()
  return true
}

/**
 * Brings readings to where the feed is. What the feed still has in memory joins at once, synchronously; the others read
 * PRICES privately until the feed's memory reaches back to where they are. Nothing is read twice and nothing left out.
 *
 * Fulfilled when all have joined or the signal has aborted; `null` when all joined at once.
 */
export const catchUp = (
  { tape, feed, signal }: { tape: Tape; feed: PriceFeed; signal: AbortSignal },
  readings: readonly Reading[],
): Promise<void> | null => {
  let open = readings.filter((reading) => !joinsFromMemory(feed, reading, reading.after))
  if (open.length === 0) return null

  const done = Promise.withResolvers<void>()
  const bySubject = new Map<string, Reading[]>()
  for (const reading of open) {
    for (const subject of feed.subjectsOf(reading.subject)) {
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), reading])
    }
  }
  const after = open.reduce((lowest, reading) => Math.min(lowest, reading.after), Number.POSITIVE_INFINITY)
  let through = after

  const joinAll = () => {
    const joined = new Set(open.filter((reading) => !reading.isWanted() || joinsFromMemory(feed, reading, through)))
    if (joined.size === 0) return
    open = open.filter((reading) => !joined.has(reading))
    for (const [subject, waiting] of bySubject) {
      bySubject.set(
        subject,
        waiting.filter((reading) => !joined.has(reading)),
      )
    }
    if (open.length > 0) return
    follower.close()
    done.resolve()
  }

  const follower = tape.follow({
    stream: 'PRICES',
    subjects: bySubject.size > FILTERS_MAX ? subjects.allPrices : [...bySubject.keys()],
    from: after + 1,
    signal,
    onMessage(message) {
      for (const reading of bySubject.get(message.subject) ?? []) {
        if (message.seq > reading.after) reading.read(message)
      }
      through = message.seq
      if (message.pending < NEAR_END) joinAll()
    },
    onCaughtUp() {
      through = Math.max(through, follower.position)
      joinAll()
    },
    onGap(firstSeq) {
      for (const reading of open) if (reading.after + 1 < firstSeq) reading.gap(firstSeq)
    },
  })
  follower.done.then(done.resolve, done.reject)
  return done.promise
}
