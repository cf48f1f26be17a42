import type { BotMode } from '@papertape/events'
import type { Outgoing } from './outgoing.ts'
import type { EventTopicName } from './topic-name.ts'

/** One fact as event topics tell it. */
export type FeedEvent = {
  seq: number
  topic: EventTopicName
  /** Whose it is: only operators hear what is not public. */
  public: boolean
  /** `null` for signals to bots that nobody registered, which show beside live and demo bots. */
  mode: BotMode | null
  /** The frame from `ts` on, as JSON text. */
  tail: string
}

/** Who listens to which events: modes are never mixed. */
export type Audience = { operator: boolean; mode: BotMode }

/** Whether an audience hears of an event. */
export const hears = (audience: Audience, event: Pick<FeedEvent, 'public' | 'mode'>): boolean =>
  (audience.operator || event.public) &&
  (event.mode === null ? audience.mode !== 'replay' : event.mode === audience.mode)

/** What the frame of an event holds behind its place. */
export const eventTail = (event: { ts: string; type: string; id: string; data: unknown }): string => {
  const { ts, type, id, data } = event
  return JSON.stringify({ ts, type, id, data }).slice(1)
}

/** The newest encoding of each event: clients that heard the same before get the same bytes. */
const encoded = new WeakMap<FeedEvent, { prev: number; outgoing: Outgoing }>()

/** The event as a frame for one who was sent `prev` before on its topic. */
export const eventFrame = (event: FeedEvent, prev: number): Outgoing => {
  const known = encoded.get(event)
  if (known?.prev === prev) return known.outgoing
  const { seq, topic, tail } = event
  const frame = Buffer.from(`{"t":"event","topic":"${topic}","seq":${seq},"prev":${prev},${tail}`)
  const made: Outgoing = { t: 'event', seq, frame }
  encoded.set(event, { prev, outgoing: made })
  return made
}
