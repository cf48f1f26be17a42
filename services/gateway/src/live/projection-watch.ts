import { setInterval as every } from 'node:timers/promises'
import { subjects } from '@papertape/events'
import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { z } from 'zod'

/** Where the projection is. */
export type Place = { epoch: string; seq: number }

/** The projection moved to a place; `bots` are those concerned, `null` where that is not known. */
export type Moved = Place & { bots: readonly string[] | null }

export type ProjectionWatch = {
  /** The newest place heard of; `null` before the first, and while PostgreSQL does not answer. */
  place: () => Place | null
  /** Hears every move until the returned function is called. */
  onMoved: (heard: (moved: Moved) => void) => () => void
  /** Whether the projection shows a ledger sequence within the time. */
  reached: (seq: number, timeoutMs: number) => Promise<boolean>
  /** Fulfilled when the signal has ended the watch. */
  done: Promise<void>
}

const liveHint = z.object({ epoch: z.string(), seq: z.number(), bots: z.array(z.string()) })
const POLL_MS = 1000

/**
 * Watches the projection: by its hints, which come after each commit but may be lost, and by asking PostgreSQL for the
 * checkpoint once a second.
 */
export const watchProjection = (
  tape: Pick<Tape, 'onHint'>,
  store: Pick<Store, 'projection'>,
  options: { signal: AbortSignal; log: Pick<Logger, 'warn' | 'info'> },
): ProjectionWatch => {
  const { signal, log } = options
  const listeners = new Set<(moved: Moved) => void>()
  let place: Place | null = null
  let answering = true

  const move = (moved: Moved): void => {
    if (place !== null && place.epoch === moved.epoch && moved.seq <= place.seq) return
    place = { epoch: moved.epoch, seq: moved.seq }
    for (const heard of listeners) heard(moved)
  }

  const stopHearing = tape.onHint(subjects.liveProjection, (hint) => {
    const parsed = liveHint.safeParse(hint)
    // A hint of an epoch that is not ours yet waits for the poll: a rebuild beside the live tables must not be believed.
    if (parsed.success && parsed.data.epoch === place?.epoch) move(parsed.data)
  })

  const poll = async (): Promise<void> => {
    try {
      const row = await store.projection().selectFrom('checkpoint').select(['epoch', 'seq']).executeTakeFirst()
      if (row !== undefined) move({ ...row, bots: null })
      if (!answering) log.info({}, 'postgresql answers again')
      answering = true
    } catch (error) {
      if (answering) log.warn({ error }, 'postgresql does not answer')
      answering = false
    }
  }

  const watching = async (): Promise<void> => {
    await poll()
    try {
      for await (const _ of every(POLL_MS, undefined, { signal })) await poll()
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      stopHearing()
    }
  }

  const onMoved: ProjectionWatch['onMoved'] = (heard) => {
    listeners.add(heard)
    return () => listeners.delete(heard)
  }

  return {
    place: () => (answering ? place : null),
    onMoved,
    reached: (seq, timeoutMs) => {
      if (place !== null && place.seq >= seq) return Promise.resolve(true)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(resolve, timeoutMs, false)
      const stop = onMoved((moved) => {
        if (moved.seq >= seq) resolve(true)
      })
      return promise.finally(() => {
        clearTimeout(timer)
        stop()
      })
    },
    done: watching(),
  }
}
