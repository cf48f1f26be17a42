import type { Alarm, BotState, CurrentKpi, Position, Signal, Summary, Trade } from '../api-types.ts'
import type { Row } from './frames.ts'

/** The last price of an instrument; `null` where none was heard. */
export type LastPrice = {
  readonly venue: string
  readonly symbol: string
  readonly price: string | null
  readonly time: string | null
  readonly received_at: string | null
}

/** Topics that tell what happened, each fact once. */
export type EventTopic = 'trades' | 'signals' | 'alarms'
/** Topics that tell how something stands. */
export type StateTopic = 'summary' | 'positions' | `bot:${string}` | `kpi:${string}` | `prices:${string}:${string}`
export type Topic = EventTopic | StateTopic

/** What a state topic gives. */
export type ValueOf<Name extends StateTopic> = Name extends 'summary'
  ? Summary
  : Name extends 'positions'
    ? readonly Position[]
    : Name extends `bot:${string}`
      ? BotState
      : Name extends `kpi:${string}`
        ? CurrentKpi
        : LastPrice

/** What the events of a topic carry: the trade, signal or alarm as REST lists it. */
export type EventDataOf<Name extends EventTopic> = Name extends 'trades'
  ? Trade
  : Name extends 'signals'
    ? Signal
    : Alarm

const EVENT_TOPICS: ReadonlySet<string> = new Set(['trades', 'signals', 'alarms'])

export const kindOf = (topic: string): 'events' | 'state' => (EVENT_TOPICS.has(topic) ? 'events' : 'state')

/** The REST operation that tells the same as a topic, and where in its data; `rest` of a list is on the next pages. */
export type Poll = { path: string; pick: (data: unknown) => unknown; allPages: boolean }

const whole = (data: unknown): unknown => data

const part =
  (name: string) =>
  (data: unknown): unknown =>
    typeof data === 'object' && data !== null ? (data as Row)[name] : undefined

/** How a topic is polled; `null` for prices, which REST does not tell by themselves. */
export const pollOf = (topic: string): Poll | null => {
  const trading = '/api/public/paper-trading'
  if (topic === 'summary') return { path: `${trading}/summary/`, pick: whole, allPages: false }
  if (topic === 'positions') return { path: `${trading}/open-positions/?limit=500`, pick: whole, allPages: true }
  if (topic === 'trades') return { path: `${trading}/?limit=50`, pick: whole, allPages: false }
  if (topic === 'signals') return { path: '/api/v1/signals?limit=50', pick: part('signals'), allPages: false }
  if (topic === 'alarms') return { path: '/api/alarms/active', pick: whole, allPages: false }
  const [, kind, id = ''] = /^(bot|kpi):(.+)$/.exec(topic) ?? []
  if (kind === 'bot') return { path: `/api/v1/bots/${encodeURIComponent(id)}/state`, pick: whole, allPages: false }
  if (kind !== 'kpi') return null
  const query = id === 'all' ? '' : `?bot_id=${encodeURIComponent(id)}`
  return { path: `/api/kpi/current${query}`, pick: whole, allPages: false }
}
