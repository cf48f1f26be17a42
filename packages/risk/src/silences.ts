import type { AlarmType, EventOf } from '@papertape/events'

/** Until when nobody is told of a bot's alarms: of one type, or under `ALL` of any. Plain JSON. */
export type Silences = { readonly [Key in AlarmType | 'ALL']?: string }

/** The silences after one more word of an operator's: the newest on a type, and the newest on all of them, hold. */
export const silencesAfter = (silences: Silences, fact: EventOf<'alarm.silenced'>): Silences => {
  const { alarm_type, until } = fact.data
  const { [alarm_type ?? 'ALL']: _, ...others } = silences
  return until === null ? others : { ...others, [alarm_type ?? 'ALL']: until }
}

/** Whether nobody is to be told of an alarm of this type at a time. What is silenced is raised and recorded all the same. */
export const isSilenced = (silences: Silences, alarmType: AlarmType, time: string): boolean => {
  const at = Date.parse(time)
  return [silences[alarmType], silences.ALL].some((until) => until !== undefined && at < Date.parse(until))
}
