import type { EventOf } from '@papertape/events'
import { type AlarmState, NORMAL, severityOf } from './alarm-state.ts'
import type { AlarmStates } from './evaluate.ts'

/** A step of one alarm in the ledger. */
export type AlarmFact = EventOf<'alarm.raised'> | EventOf<'alarm.escalated'> | EventOf<'alarm.cleared'>

/**
 * The states after an alarm fact that was not decided by these states: one that earlier rules or thresholds led to. What
 * is recorded holds, so its alarm stands at that level and can be cleared.
 */
export const adopt = (states: AlarmStates, fact: AlarmFact): AlarmStates => {
  const { alarm_type, alarm_id, level } = fact.data
  const before: AlarmState = states[alarm_type] ?? NORMAL
  const time = before.time !== null && before.time > fact.time ? before.time : fact.time
  if (fact.type === 'alarm.cleared') {
    if (before.alarm_id !== null && before.alarm_id !== alarm_id) return states
    return {
      ...states,
      [alarm_type]: { ...before, phase: 'normal', time, level: null, alarm_id: null, recovered_since: {} },
    }
  }
  // A step down raises nothing, so no cooldown begins.
  const isStepDown = fact.type === 'alarm.escalated' && severityOf(level) < severityOf(fact.data.previous_level)
  const raised_at = isStepDown ? before.raised_at : { ...before.raised_at, [level]: fact.time }
  return { ...states, [alarm_type]: { phase: 'active', time, level, alarm_id, recovered_since: {}, raised_at } }
}
