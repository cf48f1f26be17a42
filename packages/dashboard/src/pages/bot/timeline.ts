import type { Alarm, BotEvents } from '@papertape/client'

export type BotEvent = BotEvents['events'][number]

/** Something that happened to a bot: what was done with it, or an alarm of its. */
export type Moment =
  | { readonly time: string; readonly kind: 'done'; readonly event: BotEvent }
  | { readonly time: string; readonly kind: 'raised' | 'cleared'; readonly alarm: Alarm }

/** What happened to a bot, the newest first. */
export const momentsOf = (events: readonly BotEvent[], alarms: readonly Alarm[]): readonly Moment[] => {
  const moments: Moment[] = [
    ...events.map((event): Moment => ({ time: event.time, kind: 'done', event })),
    ...alarms.flatMap((alarm): Moment[] => [
      { time: alarm.raised_at, kind: 'raised', alarm },
      ...(alarm.cleared_at === null ? [] : [{ time: alarm.cleared_at, kind: 'cleared' as const, alarm }]),
    ]),
  ]
  return moments.toSorted((one, other) => (one.time < other.time ? 1 : one.time > other.time ? -1 : 0))
}
