import { ALL_BOTS, type AlarmType, type EventOf, eventIdOf, type Thresholds, type Unrecorded } from '@papertape/events'
import type { Act } from './operator-acts.ts'

type Fact<Type extends 'alarm.acknowledged' | 'alarm.silenced' | 'alarms.configured'> = Unrecorded<EventOf<Type>>

/** Who did it and why, as people write it. */
export type Signed = { by: string; reason: string | null }

const factOf = <Type extends string, Data>(
  type: Type,
  bot_id: string,
  act: Act,
  correlation: string | null,
  data: Data,
) => ({
  id: eventIdOf(type, act.id, bot_id),
  type,
  version: 1 as const,
  bot_id,
  time: act.time,
  cause: null,
  correlation,
  data,
})

/** Somebody has seen an alarm. It stands as before; a worse level asks for somebody again. */
export const acknowledge = (
  alarm: { alarm_id: string; bot_id: string },
  { by, reason }: Signed,
  act: Act,
): Fact<'alarm.acknowledged'> =>
  factOf('alarm.acknowledged', alarm.bot_id, act, null, { alarm_id: alarm.alarm_id, by, reason })

/** Nobody is told of a bot's alarms of a type (`null` = any) until then; `until: null` ends a silence. */
export const silence = (
  bot_id: string,
  { alarm_type, until }: { alarm_type: AlarmType | null; until: string | null },
  { by, reason }: Signed,
  act: Act,
): Fact<'alarm.silenced'> => factOf('alarm.silenced', bot_id, act, null, { alarm_type, until, by, reason })

/** The thresholds of all bots from here on, whole. */
export const configureAll = (thresholds: Thresholds, { by, reason }: Signed, act: Act): Fact<'alarms.configured'> =>
  factOf('alarms.configured', ALL_BOTS, act, null, { thresholds, by, reason })
