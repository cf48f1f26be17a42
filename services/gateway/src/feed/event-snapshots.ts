import type { Store } from '@papertape/store'
import type { ProjectionWatch } from '../live/projection-watch.ts'
import { type Coverage, coverageOf, type Projection } from '../reads/coverage.ts'
import type { EventSource } from './event-source.ts'
import type { Outgoing } from './outgoing.ts'
import type { Lineage } from './session.ts'
import type { EventTopicName } from './topic-name.ts'
import { readActiveAlarms } from './topics/alarms.ts'
import { readNewestSignals } from './topics/signals.ts'
import { readNewestTrades } from './topics/trades.ts'

/** What an event topic begins with: a page of what REST lists, as of a place behind which the events go on. */
export type EventSnapshot = { lineage: Lineage; seq: number; frames: Outgoing[] }

/** Reads what event topics begin with, once for all that ask at the same time. */
export type EventSnapshots = (topic: EventTopicName, operator: boolean) => Promise<EventSnapshot>

type ReadRows = (projection: Projection, coverage: Coverage, now: string) => Promise<readonly object[]>

const ROWS: Record<EventTopicName, ReadRows> = {
  trades: readNewestTrades,
  signals: readNewestSignals,
  alarms: readActiveAlarms,
}

/** Nothing read yet. */
export const createEventSnapshots = (
  store: Pick<Store, 'snapshot'>,
  watch: Pick<ProjectionWatch, 'place'>,
  source: Pick<EventSource, 'seen' | 'isCurrent'>,
  now: () => string,
): EventSnapshots => {
  const made = new Map<string, EventSnapshot>()
  const running = new Map<string, Promise<unknown>>()
  const queued = new Map<string, Promise<EventSnapshot>>()

  const read = (topic: EventTopicName, operator: boolean): Promise<EventSnapshot> =>
    store.snapshot(async ({ projection, checkpoint }) => {
      const coverage = await coverageOf(projection, { operator }, {})
      const data = await ROWS[topic](projection, coverage, now())
      const { epoch, seq, as_of } = checkpoint
      const frame = Buffer.from(JSON.stringify({ t: 'snapshot', topic, epoch, seq, as_of, data, last: true }))
      return { lineage: source.seen(operator, epoch, coverage.mode), seq, frames: [{ t: 'snapshot', seq, frame }] }
    })

  return (topic, operator) => {
    const key = `${operator ? 'operator' : 'public'} ${topic}`
    const known = made.get(key)
    const place = watch.place()
    if (known !== undefined && place !== null && known.seq >= place.seq && source.isCurrent(known.lineage)) {
      return Promise.resolve(known)
    }
    const waiting = queued.get(key)
    if (waiting !== undefined) return waiting
    const reading = (running.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        queued.delete(key)
        const snapshot = await read(topic, operator)
        made.set(key, snapshot)
        return snapshot
      })
    queued.set(key, reading)
    running.set(key, reading)
    return reading
  }
}
