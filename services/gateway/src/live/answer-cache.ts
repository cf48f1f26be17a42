import { entityTagOf } from '../http/entity-tag.ts'
import type { Place, ProjectionWatch } from './projection-watch.ts'

/**
 * An answer as it is sent; `seq` is the ledger position that it is as of, `tag` its entity tag, `next` the cursor of the next
 * page. One that `isFinal` is about the past, and no later fact changes it.
 */
export type ReadyAnswer = { seq: number; text: string; tag: string; next: string | null; isFinal: boolean }

/** An answer ready to be sent, hashed once however often it is. */
export const readyAnswer = (
  seq: number,
  text: string,
  { next = null, isFinal = false }: { next?: string | null | undefined; isFinal?: boolean } = {},
): ReadyAnswer => ({ seq, text, tag: entityTagOf(text), next, isFinal })

/** Answers that hold until the projection moves. */
export type AnswerCache = {
  /** The answer made already since the last move; `undefined` where there is none. */
  known: (key: string) => ReadyAnswer | undefined
  /** The answer under a key: the one made already, or being made, since the last move; else a new one. */
  get: (key: string, make: () => Promise<ReadyAnswer>) => Promise<ReadyAnswer>
}

/** As many different questions between two moves are remembered; further ones are answered without being kept. */
const ANSWERS_MAX = 2000
/** And as much text, so that long lists cannot fill the memory. */
const CHARACTERS_MAX = 32 * 1024 * 1024

const isSame = (a: Place | null, b: Place | null): boolean => a?.seq === b?.seq && a?.epoch === b?.epoch

/** What is kept of one place of the projection. */
const emptyShelf = () => ({
  made: new Map<string, ReadyAnswer>(),
  making: new Map<string, Promise<ReadyAnswer>>(),
  characters: 0,
})

/**
 * Makes each answer once per place of the projection, however many ask: a question costs the same whether one browser
 * asks it or a thousand. An answer made after a move cannot be older than it, because moves are told after the commit.
 * While PostgreSQL does not answer there is no place, and nothing is kept.
 */
export const createAnswerCache = (watch: Pick<ProjectionWatch, 'place'>): AnswerCache => {
  let place: Place | null = null
  let shelf = emptyShelf()

  const shelfOfNow = (): typeof shelf | null => {
    const now = watch.place()
    if (now === null) return null
    if (!isSame(place, now)) {
      place = now
      shelf = emptyShelf()
    }
    return shelf
  }

  return {
    known: (key) => shelfOfNow()?.made.get(key),
    get: async (key, make) => {
      const kept = shelfOfNow()
      if (kept === null) return make()
      const known = kept.made.get(key) ?? kept.making.get(key)
      if (known !== undefined) return known
      if (kept.made.size + kept.making.size >= ANSWERS_MAX) return make()
      const making = make()
      kept.making.set(key, making)
      try {
        const made = await making
        kept.characters += made.text.length
        if (kept.characters <= CHARACTERS_MAX) kept.made.set(key, made)
        return made
      } finally {
        kept.making.delete(key)
      }
    },
  }
}
