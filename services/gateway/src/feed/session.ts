import type { EventLog } from './event-log.ts'
import { type Audience, eventFrame, type FeedEvent, hears } from './feed-event.ts'
import type { ResumePoint } from './frames.ts'
import { type Outgoing, outgoing } from './outgoing.ts'
import type { StateTopic } from './state-topic.ts'
import type { EventTopicName } from './topic-name.ts'

/** What one client hears of a state. */
export type StateSubscription = {
  kind: 'state'
  topic: StateTopic
  epoch: string
  /** The place of the last frame. */
  seq: number
  /** Least time between two deltas; 0 = as they come. */
  gapMs: number
}

/** What one client hears of what happens. */
export type EventSubscription = {
  kind: 'events'
  name: EventTopicName
  /** Whose events; another lineage begins anew with a snapshot. */
  lineage: Lineage
  /** The place of the last frame. */
  seq: number
}
export type Subscription = StateSubscription | EventSubscription

/** Events of one projection as one audience hears them. Two lineages are the same only when they are one object. */
export type Lineage = { epoch: string; audience: Audience }

type HeldState = StateSubscription & { dirty: boolean; dueAtMs: number; merged: number }

/** What goes to one client, in which order. Knows no socket and no clock. */
export type Session = {
  /** Sends something as soon as the client can take it, before all that is live. */
  queue: (...frames: readonly Outgoing[]) => void
  add: (subscription: Subscription) => void
  remove: (name: string) => Subscription | null
  get: (name: string) => Subscription | undefined
  names: () => string[]
  /** The topic's state has moved. */
  touch: (name: string) => void
  /** The next frame; `null` where there is nothing to send now. */
  next: (nowMs: number) => Outgoing | null
  /** When a delta that is held back for its client's pace is due; `null` where none is. */
  dueAtMs: () => number | null
  /** While set, deltas are held back and merged; the first ones afterwards tell. */
  lag: (behindMs: number | null) => void
  /** The place of the last frame on each topic. */
  seqs: () => Record<string, number>
  /** The place through which this client has been sent all events of all its topics; `null` while that is not one place. */
  complete: () => ResumePoint | null
  /** From where events are missing in the log, so that they have to be read from the ledger; `null` where none are. */
  behind: () => number | null
  /** Events read from the ledger for a client that was behind: all with `after < seq ≤ through`. */
  feed: (after: number, events: readonly FeedEvent[], through: number) => void
}

const nameOf = (subscription: Subscription): string =>
  subscription.kind === 'state' ? subscription.topic.name : subscription.name

/** A session without topics. `isCurrent` tells whether a lineage is still the one that the log holds. */
export const createSession = (log: EventLog, isCurrent: (lineage: Lineage) => boolean): Session => {
  const queued: Outgoing[] = []
  const states = new Map<string, HeldState>()
  const events = new Map<string, EventSubscription>()
  /** Up to here all events were looked at for all topics. */
  let scanned = 0
  let read: FeedEvent[] = []
  let readThrough = 0
  let lagging = false
  let behindMs = 0

  const taken = (event: FeedEvent): Outgoing | null => {
    const subscription = events.get(event.topic)
    if (subscription === undefined || event.seq <= subscription.seq) return null
    if (!isCurrent(subscription.lineage) || !hears(subscription.lineage.audience, event)) return null
    const frame = eventFrame(event, subscription.seq)
    subscription.seq = event.seq
    return frame
  }

  const nextEvent = (): Outgoing | null => {
    if (events.size === 0) return null
    for (let event = read.shift(); event !== undefined; event = read.shift()) {
      scanned = Math.max(scanned, event.seq)
      const frame = taken(event)
      if (frame !== null) return frame
    }
    scanned = Math.max(scanned, readThrough)
    if (scanned < log.from()) return null
    for (let event = log.after(scanned); event !== undefined; event = log.after(scanned)) {
      scanned = event.seq
      const frame = taken(event)
      if (frame !== null) return frame
    }
    return null
  }

  /** What brings one state up to date; the first frame of it, with the rest queued. */
  const stateFrame = (held: HeldState): Outgoing | null => {
    const { topic } = held
    const at = topic.at()
    const delta = topic.delta(held)
    if (at === null || delta === 'same') return null
    if (delta !== 'unknown') {
      held.seq = delta.seq ?? held.seq
      return delta
    }
    const reason = at.epoch === held.epoch ? 'overflow' : 'epoch'
    held.epoch = at.epoch
    held.seq = at.seq
    queued.push(...topic.snapshot())
    return outgoing({ t: 'reset', topic: topic.name, reason })
  }

  const nextState = (nowMs: number): Outgoing | null => {
    if (lagging) return null
    for (const held of states.values()) {
      if (!held.dirty || held.dueAtMs > nowMs) continue
      held.dirty = false
      const conflated = held.merged - 1
      held.merged = 0
      const frame = stateFrame(held)
      if (frame === null) continue
      held.dueAtMs = nowMs + held.gapMs
      if (behindMs === 0 || conflated < 1) return frame
      queued.unshift(frame)
      return outgoing({ t: 'lag', topic: held.topic.name, conflated, behind_ms: Math.round(behindMs) })
    }
    behindMs = 0
    return null
  }

  return {
    queue: (...frames) => queued.push(...frames),
    add: (subscription) => {
      if (subscription.kind === 'state') {
        states.set(nameOf(subscription), { ...subscription, dirty: true, dueAtMs: 0, merged: 0 })
        return
      }
      scanned = events.size === 0 ? subscription.seq : Math.min(scanned, subscription.seq)
      // What was read from the ledger was read for another place; it is read again from the new one.
      read = []
      readThrough = 0
      events.set(subscription.name, { ...subscription })
    },
    remove: (name) => {
      const removed = states.get(name) ?? events.get(name) ?? null
      states.delete(name)
      events.delete(name)
      return removed
    },
    get: (name) => states.get(name) ?? events.get(name),
    names: () => [...states.keys(), ...events.keys()],
    touch: (name) => {
      const held = states.get(name)
      if (held === undefined) return
      held.dirty = true
      held.merged += 1
    },
    next: (nowMs) => queued.shift() ?? nextEvent() ?? nextState(nowMs),
    dueAtMs: () => {
      const waiting = lagging ? [] : [...states.values()].filter(({ dirty }) => dirty)
      return waiting.length === 0 ? null : Math.min(...waiting.map(({ dueAtMs }) => dueAtMs))
    },
    lag: (ms) => {
      lagging = ms !== null
      if (ms !== null) behindMs = ms
    },
    seqs: () => Object.fromEntries([...states, ...events].map(([name, subscription]) => [name, subscription.seq])),
    complete: () => {
      const held = [...events.values()]
      const epoch = held[0]?.lineage.epoch
      if (epoch === undefined || queued.length > 0 || !held.every(({ lineage }) => isCurrent(lineage))) return null
      return { epoch, seq: Math.min(...held.map(({ seq }) => Math.max(seq, scanned))) }
    },
    behind: () => (events.size > 0 && read.length === 0 && scanned < log.from() ? scanned : null),
    feed: (after, more, through) => {
      // A topic that was added meanwhile may begin further back: then this is not what comes next.
      if (after !== scanned || read.length > 0) return
      read = [...more]
      readThrough = through
    },
  }
}
