import { OperatorError } from '../command.ts'
import { howText, type Kept, keepRunning, type Running } from './keep-running.ts'

export type Supervision = {
  /** Starts a process and keeps it running; fulfilled after its first start. */
  keep: <T extends Running>(name: string, start: () => T | Promise<T>) => Promise<Kept<T>>
  /** From now on a process may end as often as it likes: it came up once and will again. */
  allCameUp: () => void
  /** Never fulfilled; rejected when something makes it senseless to go on. */
  failed: Promise<never>
  fail: (error: unknown) => void
}

/** A process that ended so often in a row while the system comes up will not come up by itself any more. */
const endsInARowMax = 5

export const supervise = (say: (line: string) => void, changed: () => void): Supervision => {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {}) // whoever waits for it hears it, but perhaps only later
  let cameUp = false
  return {
    keep: (name, start) =>
      keepRunning({
        start,
        onStart: changed,
        onEnd(how, againInMs, endsInARow) {
          say(`${name} ended (${howText(how)}) and is started again in ${againInMs / 1000} s`)
          changed()
          if (endsInARow >= endsInARowMax && !cameUp) {
            failure.reject(new OperatorError(`${name} does not come up; its last words are above`))
          }
        },
      }),
    allCameUp() {
      cameUp = true
    },
    failed: failure.promise,
    fail: failure.reject,
  }
}
