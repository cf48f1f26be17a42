import type { Alarm, Bot, PolicySegment } from '@papertape/client'

/** Something that happened to a bot. */
export type Moment = {
  readonly time: string
  readonly kind: 'registered' | 'configured' | 'raised' | 'cleared' | 'status'
  /** What it was: the type and level of an alarm, a status. */
  readonly what: { readonly alarm?: Alarm; readonly segment?: PolicySegment; readonly bot?: Bot }
}

/** What happened to a bot, the newest first: its registration, changes of its policy, its alarms, and how it stands now. */
export const momentsOf = (
  bot: Bot,
  segments: readonly PolicySegment[],
  alarms: readonly Alarm[],
): readonly Moment[] => {
  const moments: Moment[] = [
    { time: bot.registered_at, kind: 'registered', what: { bot } },
    { time: bot.state.status_since, kind: 'status', what: { bot } },
    // The first segment begins with the registration.
    ...segments
      .slice(1)
      .flatMap((segment): Moment[] =>
        segment.started_at === null ? [] : [{ time: segment.started_at, kind: 'configured', what: { segment } }],
      ),
    ...alarms.flatMap((alarm): Moment[] => [
      { time: alarm.raised_at, kind: 'raised', what: { alarm } },
      ...(alarm.cleared_at === null ? [] : [{ time: alarm.cleared_at, kind: 'cleared' as const, what: { alarm } }]),
    ]),
  ]
  return moments.toSorted((one, other) => (one.time < other.time ? 1 : one.time > other.time ? -1 : 0))
}
