import type { Viewer } from '../reads/viewer.ts'
import type { AckResult, ResumePoint } from './frames.ts'
import { HZ_MAX, TOPICS_MAX } from './limits.ts'
import { type Outgoing, outgoing } from './outgoing.ts'
import { type Accepted, type Prepared, prepare, refusal, type Sources } from './prepare.ts'
import { createSession } from './session.ts'

/** Where frames go. */
export type Transport = {
  send: (outgoing: Outgoing) => void
  /** Whether it takes more now; once it does again, the client is to be flushed. */
  writable: () => boolean
}

/** One client of the feed, whatever it is connected by. */
export type FeedClient = {
  /** Subscribes; what it answers has been queued behind `ack`, which is given the results. */
  subscribe: (wanted: SubscribeWish, ack: (results: AckResult[]) => Outgoing | null) => Promise<AckResult[]>
  unsubscribe: (names: readonly string[]) => AckResult[]
  list: () => AckResult[]
  /** From here on topics are subscribed to as the operator. */
  becomeOperator: () => void
  send: (frame: Outgoing) => void
  /** Sends what there is and what the transport takes. */
  flush: () => void
  topics: () => number
  seqs: () => Record<string, number>
  /** The place through which it has been sent all events; `null` while that is not one place. */
  complete: () => ResumePoint | null
  lag: (behindMs: number | null) => void
  /** Since when something waits that the transport does not take. */
  stalledSinceMs: () => number | null
  close: () => void
}

export type SubscribeWish = {
  topics: readonly string[]
  resume?: Record<string, ResumePoint> | undefined
  max_hz?: number | undefined
}

/** Reads from the ledger for clients that are behind, a few at a time. */
export type ReadBehind = Sources['events']['read']

const gapOf = (maxHz: number | undefined): number => (maxHz === undefined || maxHz >= HZ_MAX ? 0 : 1000 / maxHz)

/** A client without topics. */
export const createFeedClient = (
  sources: Sources,
  transport: Transport,
  options: { viewer: Viewer; readBehind: ReadBehind; onError: (error: unknown) => void },
): FeedClient => {
  const { events } = sources
  const session = createSession(events.log, events.isCurrent)
  const leaves = new Map<string, () => void>()
  const closing = new AbortController()
  let { viewer } = options
  let stalledSinceMs: number | null = null
  let timer: NodeJS.Timeout | null = null
  let catchingUp = false
  let rebasing = false
  let flushing = false

  const flush = (): void => {
    if (closing.signal.aborted || flushing) return
    flushing = true
    const nowMs = performance.now()
    while (transport.writable()) {
      const frame = session.next(nowMs)
      if (frame === null) {
        stalledSinceMs = null
        flushing = false
        wakeLater(nowMs)
        catchUp()
        return
      }
      transport.send(frame)
    }
    flushing = false
    stalledSinceMs ??= nowMs
  }

  const wakeLater = (nowMs: number): void => {
    const dueAtMs = session.dueAtMs()
    if (dueAtMs === null || timer !== null) return
    timer = setTimeout(
      () => {
        timer = null
        flush()
      },
      Math.max(1, dueAtMs - nowMs),
    )
  }

  const catchUp = (): void => {
    const after = session.behind()
    if (after === null || catchingUp) return
    catchingUp = true
    options
      .readBehind(after, closing.signal)
      .then(({ events: read, through }) => {
        catchingUp = false
        session.feed(after, read, through)
        // Where the projection is behind, the next move wakes it.
        if (through > after) flush()
      })
      .catch((error: unknown) => {
        catchingUp = false
        if (!closing.signal.aborted) options.onError(error)
      })
  }

  const begin = (prepared: Prepared): Accepted => {
    const accepted = prepared.begin()
    const { name } = prepared.topic
    leaves.get(name)?.()
    leaves.delete(name)
    session.remove(name)
    if (prepared.live !== null) {
      leaves.set(
        name,
        prepared.live.listen(() => {
          session.touch(name)
          flush()
        }),
      )
    }
    session.add(accepted.subscription)
    return accepted
  }

  /** Begins event topics anew whose lineage has ended. */
  const rebase = async (): Promise<void> => {
    for (const name of session.names()) {
      const held = session.get(name)
      if (held?.kind !== 'events' || events.isCurrent(held.lineage)) continue
      const { operator } = held.lineage.audience
      const prepared = await prepare(sources, { name, viewer: { operator }, resume: undefined, gapMs: 0 })
      if (closing.signal.aborted || session.get(name) !== held || !('begin' in prepared)) continue
      session.queue(outgoing({ t: 'reset', topic: name, reason: 'epoch' }), ...begin(prepared).frames)
    }
  }
  const stopHearing = events.onMoved(() => {
    flush()
    const isOld = session.names().some((name) => {
      const held = session.get(name)
      return held?.kind === 'events' && !events.isCurrent(held.lineage)
    })
    if (!isOld || rebasing) return
    rebasing = true
    rebase()
      .catch(options.onError)
      .finally(() => {
        rebasing = false
        flush()
      })
  })

  const prepareAll = (names: readonly string[], { resume, max_hz }: SubscribeWish) => {
    const known = new Set(session.names())
    const wish = async (name: string): Promise<Prepared | AckResult> => {
      if (!known.has(name) && known.size >= TOPICS_MAX) {
        return refusal(name, 'too-many-topics', `At most ${TOPICS_MAX} topics.`)
      }
      known.add(name)
      const from = resume !== undefined && Object.hasOwn(resume, name) ? resume[name] : undefined
      return prepare(sources, { name, viewer, resume: from, gapMs: gapOf(max_hz) })
    }
    return Promise.all(names.map(wish))
  }

  return {
    subscribe: async (wanted, ack) => {
      const names = [...new Set(wanted.topics)]
      const prepared = await prepareAll(names, wanted)
      if (closing.signal.aborted) return []
      const begun = prepared.map((one) => ('begin' in one ? begin(one) : { result: one, frames: [] }))
      const results = begun.map(({ result }) => result)
      const answer = ack(results)
      if (answer !== null) session.queue(answer)
      for (const { frames } of begun) session.queue(...frames)
      flush()
      return results
    },
    unsubscribe: (names) =>
      names.map((topic) => {
        leaves.get(topic)?.()
        leaves.delete(topic)
        return session.remove(topic) === null
          ? refusal(topic, 'unknown-topic', 'It was not subscribed to.')
          : { topic, ok: true }
      }),
    list: () =>
      session.names().map((topic) => {
        const held = session.get(topic)
        const epoch = held?.kind === 'events' ? held.lineage.epoch : held?.epoch
        return { topic, ok: true, ...(epoch === undefined ? {} : { epoch }), ...(held && { seq: held.seq }) }
      }),
    becomeOperator: () => {
      viewer = { operator: true }
    },
    send: (frame) => {
      session.queue(frame)
      flush()
    },
    flush,
    topics: () => session.names().length,
    seqs: session.seqs,
    complete: session.complete,
    lag: session.lag,
    stalledSinceMs: () => stalledSinceMs,
    close: () => {
      closing.abort()
      if (timer !== null) clearTimeout(timer)
      stopHearing()
      for (const leave of leaves.values()) leave()
      leaves.clear()
    },
  }
}
