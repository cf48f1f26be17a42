import { ALL_BOTS, type LedgerEvent, parseFact, subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import type { Coverage } from '../coverage.ts'

/** As much of the ledger as one question may have read for it, and how long. */
export type ReplayLimits = { facts: number; ms: number }

/** What holds where nothing else is said. */
export const REPLAY_LIMITS: ReplayLimits = { facts: 100_000, ms: 4000 }

/** Where the facts that move figures of a scope stand. */
export const subjectsOf = (
  { bot_id, mode }: Pick<Coverage, 'bot_id' | 'mode'>,
  tape: Pick<Tape, 'partitionOf'>,
): string[] => {
  const clock = mode === 'replay' ? [] : [subjects.fact(0, ALL_BOTS, 'clock.ticked')]
  if (bot_id === null) {
    return ['bot.registered', 'fill.recorded', 'marks.recorded'].map(subjects.ofType).concat(clock)
  }
  const partition = tape.partitionOf(bot_id)
  return [
    subjects.fact(partition, bot_id, 'bot.registered'),
    subjects.fact(partition, bot_id, 'fill.recorded'),
    subjects.fact(partition, ALL_BOTS, 'marks.recorded'),
    ...clock,
  ]
}

/**
 * Hands facts from a sequence up to another to `apply`, until it says that it has enough; answers whether all were read.
 * The ledger must reach to `upTo`. Gives up behind the limits.
 */
export const replayLedger = async (
  tape: Pick<Tape, 'follow'>,
  { from, upTo, wanted, limits }: { from: number; upTo: number; wanted: readonly string[]; limits: ReplayLimits },
  apply: (fact: { seq: number; event: LedgerEvent }) => 'more' | 'enough',
): Promise<boolean> => {
  if (from > upTo) return true
  const ended = Promise.withResolvers<boolean>()
  const stop = new AbortController()
  const timer = setTimeout(() => ended.resolve(false), limits.ms)
  let facts = 0
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: wanted,
    from,
    signal: stop.signal,
    onMessage(message) {
      facts += 1
      if (message.seq > upTo) return ended.resolve(true)
      if (facts > limits.facts) return ended.resolve(false)
      const step = apply({ seq: message.seq, event: parseFact(message.text()) })
      if (step === 'enough' || message.seq === upTo) ended.resolve(true)
    },
    onCaughtUp: () => ended.resolve(true),
  })
  follower.done.catch(ended.reject)
  try {
    return await ended.promise
  } finally {
    clearTimeout(timer)
    stop.abort()
    await follower.done.catch(() => undefined) // told by `ended`
  }
}
