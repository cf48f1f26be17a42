import type { EventType, LedgerEvent } from '@papertape/events'
import type { EventTopicName } from '../topic-name.ts'

/** A fact of the ledger that a topic may tell. */
export type Fact = { seq: number; event: LedgerEvent }

/** What a topic shows for a fact, and whose it is; `mode` is `null` for what belongs to no bot. */
export type View = { public: boolean; mode: 'live' | 'replay' | 'demo' | null; data: unknown }

const TOPIC_OF = {
  'signal.accepted': 'signals',
  'signal.rejected': 'signals',
  'fill.recorded': 'trades',
  'entry.missed': 'trades',
  'alarm.raised': 'alarms',
  'alarm.escalated': 'alarms',
  'alarm.cleared': 'alarms',
  'alarm.acknowledged': 'alarms',
  'alarm.silenced': 'alarms',
} as const satisfies Partial<Record<EventType, EventTopicName>>

/** The types of fact that some topic tells. */
export const TOLD_TYPES = Object.keys(TOPIC_OF) as (keyof typeof TOPIC_OF)[]

/** The topic that tells a type of fact. */
export const topicOfType = (type: EventType): EventTopicName | null =>
  Object.hasOwn(TOPIC_OF, type) ? TOPIC_OF[type as keyof typeof TOPIC_OF] : null
