import { setTimeout as delay } from 'node:timers/promises'
import { parseFact, subjects } from '@papertape/events'
import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Follower, Tape, TapeMessage } from '@papertape/tape'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import { createEventLog, type EventLog } from './event-log.ts'
import type { FeedEvent } from './feed-event.ts'
import type { Lineage } from './session.ts'
import { type Fact, TOLD_TYPES } from './topics/fact-view.ts'
import { type FirstBots, modeShown, viewEvents } from './view-events.ts'

/** Facts as events, in the order of the ledger, each told once the projection shows it. */
export type EventSource = {
  log: EventLog
  /** What an audience hears now; `null` before the projection was met. */
  lineage: (operator: boolean) => Lineage | null
  isCurrent: (lineage: Lineage) => boolean
  /** Whether what an audience heard up to a sequence was of the lineage. */
  wasCurrentAt: (lineage: Lineage, seq: number) => boolean
  /** Fulfilled once there are lineages; `false` when that takes too long. */
  ready: () => Promise<boolean>
  /** A reading has shown this projection and this mode to an audience. */
  seen: (operator: boolean, epoch: string, mode: Lineage['audience']['mode']) => Lineage
  /** Hears that there are new events, or another lineage. */
  onMoved: (heard: () => void) => () => void
  /** Events behind a place, read from the ledger: all with `after < seq ≤ through`. */
  read: (after: number, signal: AbortSignal) => Promise<{ events: FeedEvent[]; through: number }>
  done: Promise<void>
}

export type EventSourceOptions = {
  tape: Pick<Tape, 'follow' | 'message' | 'streamState'>
  store: Pick<Store, 'snapshot'>
  watch: ProjectionWatch
  log: Pick<Logger, 'warn'>
  now: () => string
  signal: AbortSignal
  /** How much of the ledger before the start is kept at hand; default {@link START_SPAN}. */
  startSpan?: number
}

/** So much of the ledger before the start is kept at hand: who was connected to a gateway that restarted finds it there. */
const START_SPAN = 10_000
/** Facts viewed in one snapshot. */
const BATCH = 500
/** Facts read from the ledger at once for somebody who is behind. */
const READ_MAX = 1000
const HEARD_MAX = 20_000
const RETRY_MS = 500
const READY_MS = 3000
const READY_TRIES = 60

const subjectsTold = TOLD_TYPES.map((type) => subjects.ofType(type))

const factOf = (message: TapeMessage): Fact => ({ seq: message.seq, event: parseFact(message.text()) })

/** Follows the ledger from shortly before its present end, until the signal aborts. */
export const openEventSource = (options: EventSourceOptions): EventSource => {
  const { tape, watch, signal, startSpan = START_SPAN } = options
  const events = createEventLog(0)
  const listeners = new Set<() => void>()
  const lineages = new Map<boolean, Lineage>()
  let heard: Fact[] = []
  let firstBots: FirstBots = []
  let room = Promise.withResolvers<void>()
  let pumping = false
  let follower: Follower | null = null
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const seen: EventSource['seen'] = (operator, epoch, mode) => {
    const known = lineages.get(operator)
    if (known?.epoch === epoch && known.audience.mode === mode) return known
    const lineage = { epoch, audience: { operator, mode } }
    lineages.set(operator, lineage)
    queueMicrotask(tell)
    return lineage
  }

  const pumpOnce = async (): Promise<boolean> => {
    const place = watch.place()
    if (place === null) return false
    const due = heard.slice(0, BATCH).filter(({ seq }) => seq <= place.seq)
    if (due.length === 0) {
      if (heard.length === 0) events.append([], Math.min(place.seq, follower?.position ?? 0))
      if (lineages.get(false)?.epoch === place.epoch) return false
    }
    const { checkpoint, bots, events: viewed } = await viewEvents(options, due)
    firstBots = bots
    const shown = due.filter(({ seq }) => seq <= checkpoint.seq).length
    heard = heard.slice(shown)
    room.resolve()
    events.append(viewed, due[shown - 1]?.seq ?? 0)
    for (const operator of [false, true]) {
      seen(operator, checkpoint.epoch, modeShown(bots, operator, Number.POSITIVE_INFINITY))
    }
    tell()
    return shown > 0
  }
  const pump = async (): Promise<void> => {
    if (pumping || signal.aborted) return
    pumping = true
    try {
      while (await pumpOnce()) if (signal.aborted) break
    } catch (error) {
      if (!signal.aborted) {
        options.log.warn({ error }, 'events of the feed were not read, will retry')
        setTimeout(() => void pump(), RETRY_MS).unref()
      }
    } finally {
      pumping = false
    }
    // What came while the last look ended.
    const next = heard[0]
    if (next !== undefined && next.seq <= (watch.place()?.seq ?? 0) && !signal.aborted) setImmediate(() => void pump())
  }

  const onMessage = (message: TapeMessage): void | Promise<void> => {
    heard.push(factOf(message))
    if (message.seq <= (watch.place()?.seq ?? 0)) void pump()
    if (heard.length < HEARD_MAX) return
    room = Promise.withResolvers<void>()
    return Promise.race([room.promise, aborted])
  }
  const stopHearing = watch.onMoved(() => void pump())

  const follow = async (): Promise<void> => {
    while (watch.place() === null && !signal.aborted) await watch.reached(0, 1000)
    const place = watch.place()
    if (place === null) return
    const from = Math.max(0, place.seq - startSpan)
    events.restart(from)
    follower = tape.follow({ stream: 'LEDGER', subjects: subjectsTold, from: from + 1, signal, onMessage })
    void pump()
    await follower.done
  }
  const following = follow().finally(stopHearing)

  const read: EventSource['read'] = async (after, reading) => {
    const through = Math.min(events.from(), watch.place()?.seq ?? 0)
    if (through <= after) return { events: [], through: after }
    const facts: Fact[] = []
    const enough = Promise.withResolvers<void>()
    const stop = AbortSignal.any([signal, reading])
    const reader = tape.follow({
      stream: 'LEDGER',
      subjects: subjectsTold,
      from: after + 1,
      batch: BATCH,
      signal: stop,
      onMessage: (message) => {
        if (message.seq > through || facts.length >= READ_MAX) return enough.resolve()
        facts.push(factOf(message))
        if (facts.length === READ_MAX) enough.resolve()
      },
    })
    try {
      await Promise.race([enough.promise, reader.reached(through, stop)])
    } finally {
      reader.close()
    }
    await reader.done
    const isPart = facts.length === READ_MAX
    const { events: viewed } = await viewEvents(options, facts)
    return { events: viewed, through: isPart ? (facts.at(-1)?.seq ?? through) : through }
  }

  return {
    log: events,
    lineage: (operator) => lineages.get(operator) ?? null,
    isCurrent: (lineage) => lineages.get(lineage.audience.operator) === lineage,
    wasCurrentAt: ({ audience }, seq) => modeShown(firstBots, audience.operator, seq) === audience.mode,
    ready: async () => {
      for (let tries = 0; lineages.size < 2 && tries < READY_TRIES && !signal.aborted; tries += 1) {
        await Promise.race([delay(READY_MS / READY_TRIES), aborted])
      }
      return lineages.size === 2
    },
    seen,
    onMoved: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read,
    done: following,
  }
}
