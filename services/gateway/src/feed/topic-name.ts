import { isBotId } from '@papertape/events'

/** Topics of what happened, one event per fact. */
export const EVENT_TOPICS = ['trades', 'signals', 'alarms'] as const
export type EventTopicName = (typeof EVENT_TOPICS)[number]

/** What a client can listen to. `bot_id` of `kpi` is `null` for the portfolio. */
export type Topic =
  | { kind: 'events'; name: EventTopicName }
  | { kind: 'summary' | 'positions'; name: string }
  | { kind: 'bot'; name: string; bot_id: string }
  | { kind: 'kpi'; name: string; bot_id: string | null }
  | { kind: 'prices'; name: string; venue: string; symbol: string }

const eventTopic = (name: string): EventTopicName | undefined => EVENT_TOPICS.find((known) => known === name)

/** The topic of a name; `null` where there is none by it. A venue holds no colon, a symbol may. */
export const parseTopic = (name: string): Topic | null => {
  const events = eventTopic(name)
  if (events !== undefined) return { kind: 'events', name: events }
  if (name === 'summary' || name === 'positions') return { kind: name, name }
  const [, kind, rest = ''] = /^(bot|kpi|prices):(.+)$/s.exec(name) ?? []
  if (kind === 'kpi' && rest === 'all') return { kind, name, bot_id: null }
  if ((kind === 'kpi' || kind === 'bot') && isBotId(rest)) return { kind, name, bot_id: rest }
  const [, venue, symbol] = /^([^:]+):(.+)$/s.exec(rest) ?? []
  return kind === 'prices' && venue !== undefined && symbol !== undefined ? { kind, name, venue, symbol } : null
}
