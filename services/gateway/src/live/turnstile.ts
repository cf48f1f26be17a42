import { Problem } from '../http/problem.ts'

/** Lets in a few at a time; the others wait, and when too many do, newcomers are turned away. */
export type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Starts with nobody inside. @throws Problem `busy` for whom there is no place to wait. */
export const createTurnstile = (insideMax: number, waitingMax: number): Turnstile => {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (work) => {
    if (inside >= insideMax) {
      if (waiting.length >= waitingMax) throw new Problem('busy', undefined, { headers: { 'retry-after': '5' } })
      // Whoever leaves hands over the place, so `inside` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else inside += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
}
