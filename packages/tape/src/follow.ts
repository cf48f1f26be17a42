import { setTimeout as delay } from 'node:timers/promises'
import type { ConsumerConfig } from '@nats-io/jetstream'
import { createDeliveryQueue } from './delivery-queue.ts'
import { type End, endOf } from './end-of.ts'
import { EpochChanged, TapeClosed } from './errors.ts'
import type { Link } from './link.ts'
import { deliveredMessage, type TapeMessage } from './message.ts'
import { openPull, type Pull } from './pull.ts'
import { createWaiters } from './reached.ts'
import type { Reads } from './reads.ts'
import { createRestartPause } from './restart-pause.ts'
import { type StreamName, streamSubject } from './streams.ts'
import type { StreamState } from './tape.ts'

export type FollowOptions = {
  stream: Extract<StreamName, 'LEDGER' | 'PRICES' | 'REPLAYS'>
  /** With wildcards; one or several. */
  subjects: string | readonly string[]
  /** First sequence wanted; 1 = all. */
  from: number
  signal: AbortSignal
  /** Most messages on their way at once; default 2000. */
  batch?: number
  /** Handles one message; the next one comes when a returned promise is fulfilled. A throw ends the follower. */
  onMessage(message: TapeMessage): void | Promise<void>
  /** Called once, when everything that was stored at the start has been handled. */
  onCaughtUp?(): void
  /** The messages from the next wanted one up to `firstSeq - 1` are gone from the stream. Told before `firstSeq` is handled. */
  onGap?(firstSeq: number): void
}

export type Follower = {
  /**
   * Everything wanted up to this sequence has been handled. Where there is nothing to handle it follows the end of the
   * stream: within a second or so, at once when somebody waits for it by `reached`.
   */
  readonly position: number
  /** Fulfilled when the signal aborts or `close` is called; rejected when a handler throws or the stream is another one. */
  done: Promise<void>
  /** Fulfilled when `position` is at `seq` or behind it. Rejects when the follower or the signal ends first. */
  reached(seq: number, signal?: AbortSignal): Promise<void>
  close(): void
}

const expiresMs = 20_000
const heartbeatMs = 1000

/**
 * Reads a stream through consumers that live as long as nothing goes wrong. Each counts its deliveries without a hole; at
 * the first hole, silence or lost connection another one starts behind the last message that was handled.
 */
export const startFollower = (link: Link, reads: Reads, options: FollowOptions): Follower & End => {
  const { stream, from, batch = 2000 } = options
  const filters = filtersOf(stream, options.subjects)
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, link.stopping, stop.signal])
  const waiters = createWaiters()
  let position = from - 1
  let epoch: string | null = null
  let caughtUp = false
  let thrown: { error: unknown } | null = null
  let pull: Pull | null = null
  let endSession: () => void = () => {}
  /** Everything wanted up to here was stored when the session began; past it once nothing is pending. */
  let storedAtStart = 0
  let unused = 0

  const advance = (seq: number) => {
    if (seq <= position) return
    position = seq
    waiters.advanced(seq)
  }
  const nothingPending = () => {
    advance(storedAtStart)
    if (caughtUp) return
    caughtUp = true
    options.onCaughtUp?.()
  }
  const fail = (error: unknown) => {
    thrown ??= { error }
    endSession()
  }
  const queue = createDeliveryQueue({
    handle: (message) => options.onMessage(message),
    onHandled(message) {
      advance(message.seq)
      unused += 1
      // Demand follows handling, not arrival: a slow handler holds back the server, not this process's memory.
      if (unused * 2 >= batch) {
        pull?.ask(unused)
        unused = 0
      }
      // The server's count may drift where messages age out, the sequence does not.
      if (message.pending === 0 || message.seq >= storedAtStart) attempt(nothingPending)
    },
    onThrown: fail,
  })
  const attempt = (action: () => void) => {
    try {
      action()
    } catch (error) {
      fail(error)
    }
  }

  const session = async (): Promise<void> => {
    const state = await reads.streamState(stream)
    epoch ??= state.epoch
    checkSameStream(stream, epoch, state, position)
    const first = position + 1
    if (first < state.firstSeq) {
      options.onGap?.(state.firstSeq)
      advance(state.firstSeq - 1)
    }
    const consumer = await reads.ask(stream, () =>
      link.manager.consumers.add(stream, consumerConfig(filters, position + 1)),
    )
    if (signal.aborted) return
    storedAtStart = state.lastSeq
    unused = 0
    let deliveries = 0
    const broken = Promise.withResolvers<string>()
    endSession = () => broken.resolve('ended')
    const current = openPull(link, {
      stream,
      consumer: consumer.name,
      expiresMs,
      heartbeatMs,
      onMessage(message, delivery) {
        deliveries += 1
        if (delivery.deliverySeq !== deliveries) {
          current.close()
          return broken.resolve(`delivery ${delivery.deliverySeq} came where ${deliveries} was due`)
        }
        queue.push(deliveredMessage(message, delivery))
      },
      onHeartbeat(sent, searchedSeq) {
        if (sent === deliveries) {
          if (queue.isEmpty() && thrown === null) advance(searchedSeq)
        } else if (sent > deliveries) {
          broken.resolve(`${sent} deliveries were sent, ${deliveries} came`)
        }
      },
      onExpired: (rest) => current.ask(rest),
      onBroken: broken.resolve,
    })
    pull = current
    signal.addEventListener('abort', endSession, { once: true })
    if (consumer.num_pending === 0) attempt(nothingPending)
    current.ask(batch)
    const reason = await broken.promise
    signal.removeEventListener('abort', endSession)
    pull = null
    current.close()
    await queue.clear()
    if (link.isUp()) {
      // Only tidiness: left alone, the server drops it after its time of inactivity.
      await link.manager.consumers.delete(stream, consumer.name).catch(() => {})
    }
    if (!signal.aborted && thrown === null) link.log.info({ stream, position, reason }, 'following anew')
  }

  const pause = createRestartPause()
  const run = async (): Promise<void> => {
    try {
      while (!signal.aborted && thrown === null) {
        await session()
        if (thrown === null && !signal.aborted) await pause()
      }
    } catch (error) {
      const failure = link.failure()
      if (failure !== null) throw failure
      if (!signal.aborted) throw error
    } finally {
      waiters.end(thrown?.error ?? link.failure() ?? new TapeClosed(`stopped following ${stream}`))
    }
    if (thrown !== null) throw thrown.error
    const failure = link.failure()
    if (failure !== null) throw failure
  }

  /** Moves the position over what the filters leave out, as long as somebody waits for a place behind it. */
  let probing = false
  const probe = async (): Promise<void> => {
    if (probing) return
    probing = true
    try {
      for (let pauseMs = 10; waiters.wanted() > position && !signal.aborted; pauseMs = Math.min(250, pauseMs * 2)) {
        await delay(pauseMs)
        const { lastSeq } = await reads.streamState(stream)
        const wanted = await Promise.all(
          (filters ?? [streamSubject(stream)]).map((subject) => reads.lastMessage(stream, subject)),
        )
        // Whatever is wanted and stored up to lastSeq is at or before the newest wanted one.
        const newest = Math.max(0, ...wanted.map((message) => message?.seq ?? 0))
        if (newest <= position) advance(lastSeq)
      }
    } finally {
      probing = false
    }
  }

  return {
    get position() {
      return position
    },
    ...endOf(run()),
    async reached(seq, waitSignal) {
      if (seq <= position) return
      const waiting = waiters.wait(seq, waitSignal)
      probe().catch((error: unknown) => {
        if (!signal.aborted && link.failure() === null) fail(error)
      })
      await waiting
    },
    close: () => stop.abort(new TapeClosed(`stopped following ${stream}`)),
  }
}

/** `null` where the subjects are all of the stream: an unfiltered consumer is three times as fast. */
const filtersOf = (stream: StreamName, wanted: string | readonly string[]): readonly string[] | null => {
  const all = typeof wanted === 'string' ? [wanted] : wanted
  return all.includes(streamSubject(stream)) ? null : all
}

const consumerConfig = (filters: readonly string[] | null, from: number): Partial<ConsumerConfig> => ({
  deliver_policy: 'by_start_sequence',
  opt_start_seq: from,
  ack_policy: 'none',
  max_deliver: 1,
  inactive_threshold: 60_000_000_000,
  mem_storage: true,
  num_replicas: 1,
  ...(filters === null
    ? {}
    : filters.length === 1
      ? { filter_subject: filters[0] ?? '' }
      : { filter_subjects: [...filters] }),
})

const checkSameStream = (stream: StreamName, epoch: string, state: StreamState, position: number): void => {
  if (state.epoch !== epoch) {
    throw new EpochChanged(`${stream} was created at ${state.epoch}, but was followed as the one created at ${epoch}`)
  }
  if (state.lastSeq < position) {
    throw new EpochChanged(`${stream} ends at ${state.lastSeq}, but was already followed to ${position}`)
  }
}
