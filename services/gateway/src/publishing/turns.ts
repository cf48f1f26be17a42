import { Problem } from '../http/problem.ts'
import { within } from '../within.ts'

/** Lets those who name the same thing work one after another. @throws Problem `busy` for whom it takes too long. */
export type Turns = <Result>(name: string, waitMs: number, work: () => Promise<Result>) => Promise<Result>

const busy = (): Problem =>
  new Problem('busy', 'Too many signals of this bot are on their way; this one was not published.', {
    headers: { 'retry-after': '1' },
  })

/** Nobody is working yet. */
export const createTurns = (): Turns => {
  const lastOf = new Map<string, Promise<void>>()
  return async (name, waitMs, work) => {
    const before = lastOf.get(name) ?? Promise.resolve()
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    lastOf.set(name, over)
    const leave = () => {
      if (lastOf.get(name) === over) lastOf.delete(name)
      end()
    }
    try {
      await within(waitMs, before, busy)
    } catch (error) {
      // Who gives up still stands between those before and those behind.
      void before.then(leave)
      throw error
    }
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
