import type { ReadyAnswer } from './answer-cache.ts'
import type { ProjectionWatch } from './projection-watch.ts'

/** Answers about the past, which no later fact changes. */
export type PastAnswers = {
  known: (key: string) => ReadyAnswer | undefined
  keep: (key: string, answer: ReadyAnswer) => void
}

const CHARACTERS_MAX = 16 * 1024 * 1024

/** Keeps answers until newer ones need their room, or the projection is another one. */
export const createPastAnswers = (watch: Pick<ProjectionWatch, 'place'>): PastAnswers => {
  let epoch: string | null = null
  let kept = new Map<string, ReadyAnswer>()
  let characters = 0

  const sameEpoch = (): boolean => {
    const now = watch.place()?.epoch ?? null
    if (now !== epoch) {
      epoch = now
      kept = new Map()
      characters = 0
    }
    return epoch !== null
  }

  return {
    known: (key) => (sameEpoch() ? kept.get(key) : undefined),
    keep: (key, answer) => {
      if (!sameEpoch() || kept.has(key) || answer.text.length > CHARACTERS_MAX) return
      kept.set(key, answer)
      characters += answer.text.length
      for (const [oldest, { text }] of kept) {
        if (characters <= CHARACTERS_MAX) break
        kept.delete(oldest)
        characters -= text.length
      }
    },
  }
}
