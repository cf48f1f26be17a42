import { setTimeout as delay } from 'node:timers/promises'
import type { Exit } from '@papertape/embedded'

/** A process that was started: a service or one of the two servers. */
export type Running = {
  pid: number
  exited: Promise<Exit>
  stop: () => Promise<void>
}

export type Kept<T extends Running> = {
  /** The process as it runs now, `undefined` between two of them. */
  readonly current: T | undefined
  /** How often it was started again. */
  readonly restarts: number
  /** Ends it for good. */
  stop: () => Promise<void>
}

type KeepRunningOptions<T extends Running> = {
  start: () => T | Promise<T>
  /** Hears each new process. */
  onStart: (running: T) => void
  /** Hears how one ended unasked, or why it could not be started, and when the next one follows. */
  onEnd: (how: Exit | Error, againInMs: number, endsInARow: number) => void
}

const backoffMsMin = 200
const backoffMsMax = 10_000
/** One that ran for so long was well; what ends it is a new story. */
const wellAfterMs = 30_000

/**
 * Starts a process, and again whenever it ends unasked: soon at first, later at most every ten seconds. The first start is
 * awaited and its failure thrown.
 */
export const keepRunning = async <T extends Running>(options: KeepRunningOptions<T>): Promise<Kept<T>> => {
  const stopping = new AbortController()
  let current: T | undefined = await options.start()
  let restarts = 0
  options.onStart(current)

  const again = async () => {
    let backoffMs = backoffMsMin
    let endsInARow = 0
    while (!stopping.signal.aborted) {
      const startedAt = performance.now()
      let how: Exit | Error
      try {
        if (current === undefined) {
          current = await options.start()
          restarts++
          options.onStart(current)
        }
        how = await current.exited
      } catch (error) {
        how = error instanceof Error ? error : new Error(String(error))
      }
      current = undefined
      if (stopping.signal.aborted) return
      if (performance.now() - startedAt > wellAfterMs) {
        backoffMs = backoffMsMin
        endsInARow = 0
      }
      endsInARow++
      options.onEnd(how, backoffMs, endsInARow)
      await delay(backoffMs, undefined, { signal: stopping.signal }).catch(() => {})
      backoffMs = Math.min(2 * backoffMs, backoffMsMax)
    }
  }
  const ended = again()

  return {
    get current() {
      return current
    },
    get restarts() {
      return restarts
    },
    async stop() {
      stopping.abort()
      await current?.stop()
      await ended
    },
  }
}

/** For messages: `exit code 1`, `SIGKILL`, or why it could not be started. */
export const howText = (how: Exit | Error): string =>
  how instanceof Error ? how.message : (how.signal ?? `exit code ${how.code}`)
