import { TapeClosed } from './errors.ts'

type Waiter = { seq: number; resolve: () => void; reject: (error: unknown) => void }

/** Promises that a growing number fulfils. */
export type Waiters = {
  wait(seq: number, signal: AbortSignal | undefined): Promise<void>
  /** Cheap when nobody waits for `position` or less. */
  advanced(position: number): void
  /** Highest sequence that anybody waits for, 0 when nobody does. */
  wanted(): number
  end(error: unknown): void
}

export const createWaiters = (): Waiters => {
  let waiters: Waiter[] = []
  let nextSeq = Number.POSITIVE_INFINITY
  let ended: { error: unknown } | null = null

  const keep = (kept: Waiter[]) => {
    waiters = kept
    nextSeq = kept.reduce((lowest, { seq }) => Math.min(lowest, seq), Number.POSITIVE_INFINITY)
  }
  return {
    wait(seq, signal) {
      if (ended !== null) return Promise.reject(ended.error)
      if (signal?.aborted) return Promise.reject(signal.reason)
      return new Promise<void>((resolve, reject) => {
        const waiter: Waiter = { seq, resolve, reject }
        const giveUp = () => {
          keep(waiters.filter((other) => other !== waiter))
          reject(signal?.reason)
        }
        if (signal !== undefined) {
          signal.addEventListener('abort', giveUp, { once: true })
          waiter.resolve = () => {
            signal.removeEventListener('abort', giveUp)
            resolve()
          }
        }
        keep([...waiters, waiter])
      })
    },
    advanced(position) {
      if (position < nextSeq) return
      const done = waiters.filter(({ seq }) => seq <= position)
      keep(waiters.filter(({ seq }) => seq > position))
      for (const { resolve } of done) resolve()
    },
    wanted: () => waiters.reduce((highest, { seq }) => Math.max(highest, seq), 0),
    end(error) {
      ended ??= { error: error ?? new TapeClosed('the follower has ended') }
      const left = waiters
      keep([])
      for (const { reject } of left) reject(ended.error)
    },
  }
}
