import type { ReadyAnswer } from './answer-cache.ts'
import type { ProjectionWatch } from './projection-watch.ts'

/** Dear answers, held beyond moves of the projection in proportion to what they cost. */
export type HeldAnswers = {
  /** An answer that still holds and is as of a ledger sequence or later. */
  known: (key: string, seqMin: number) => ReadyAnswer | undefined
  /** Holds an answer that took so many milliseconds to make. */
  hold: (key: string, answer: ReadyAnswer, costMs: number) => void
}

/** What takes less is made anew with each move. */
const CHEAP_MS = 250
/** With five times its cost, no question takes more than about a sixth of one processor, however often it is asked. */
const COSTS_HELD = 5
const HELD_MS_MAX = 60_000
const CHARACTERS_MAX = 8 * 1024 * 1024

type Held = { answer: ReadyAnswer; untilMs: number }

/** Holds answers for a while, the newest of them; another incarnation of the projection ends all. `now` is in milliseconds. */
export const createHeldAnswers = (
  watch: Pick<ProjectionWatch, 'place'>,
  now: () => number = () => performance.now(),
): HeldAnswers => {
  let epoch: string | null = null
  let held = new Map<string, Held>()
  let characters = 0

  const drop = (key: string): void => {
    characters -= held.get(key)?.answer.text.length ?? 0
    held.delete(key)
  }
  const isOfEpoch = (): boolean => {
    const present = watch.place()?.epoch ?? null
    if (present !== epoch) {
      epoch = present
      held = new Map()
      characters = 0
    }
    return epoch !== null
  }

  return {
    known: (key, seqMin) => {
      const found = isOfEpoch() ? held.get(key) : undefined
      return found !== undefined && found.untilMs > now() && found.answer.seq >= seqMin ? found.answer : undefined
    },
    hold: (key, answer, costMs) => {
      if (costMs < CHEAP_MS || !isOfEpoch()) return
      drop(key)
      held.set(key, { answer, untilMs: now() + Math.min(HELD_MS_MAX, costMs * COSTS_HELD) })
      characters += answer.text.length
      for (const oldest of held.keys()) {
        if (characters <= CHARACTERS_MAX) break
        drop(oldest)
      }
    },
  }
}
