import type { Place, ProjectionWatch } from './projection-watch.ts'

/** An answer as it is sent; `seq` is the ledger position that it is as of. */
export type ReadyAnswer = { seq: number; text: string }

/** Answers that hold until the projection moves. */
export type AnswerCache = {
  /** The answer under a key: the one made already, or being made, since the last move; else a new one. */
  get: (key: string, make: () => Promise<ReadyAnswer>) => Promise<ReadyAnswer>
}

/** As many different questions between two moves are remembered; further ones are answered without being kept. */
const ANSWERS_MAX = 500

const isSame = (a: Place | null, b: Place | null): boolean => a?.seq === b?.seq && a?.epoch === b?.epoch

/**
 * Makes each answer once per place of the projection, however many ask: a question costs the same whether one browser
 * asks it or a thousand. An answer made after a move cannot be older than it, because moves are told after the commit.
 * While PostgreSQL does not answer there is no place, and nothing is kept.
 */
export const createAnswerCache = (watch: Pick<ProjectionWatch, 'place'>): AnswerCache => {
  let place: Place | null = null
  let answers = new Map<string, Promise<ReadyAnswer>>()
  return {
    get: (key, make) => {
      const now = watch.place()
      if (now === null) return make()
      if (!isSame(place, now)) {
        place = now
        answers = new Map()
      }
      const known = answers.get(key)
      if (known !== undefined) return known
      const made = make()
      if (answers.size >= ANSWERS_MAX) return made
      const kept = answers
      kept.set(key, made)
      made.catch(() => kept.delete(key))
      return made
    },
  }
}
