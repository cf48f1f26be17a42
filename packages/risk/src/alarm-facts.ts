import { eventIdOf, type LedgerEvent } from '@papertape/events'
import type { BotWatch, OwedFact } from './bot-watch.ts'
import type { Transition } from './evaluate.ts'
import { ruleOf } from './rules.ts'
import { messageOf, recommendedActionOf } from './words.ts'

/**
 * The fact that tells a transition. Its id is a function of the fact that drove the figure there, so that whoever decides
 * it again, after whatever crash, says the same fact.
 */
export const alarmFactOf = (watch: BotWatch, transition: Transition, driving: LedgerEvent, time: string): OwedFact => {
  const { kind, alarm_id, alarm_type, level, current_value, threshold_value, previous_level } = transition
  const rule = ruleOf(alarm_type)
  const type = `alarm.${kind}` as const
  const envelope = {
    id: eventIdOf(type, driving.id, watch.bot_id, alarm_type),
    version: 1 as const,
    bot_id: watch.bot_id,
    time,
    cause: driving.id,
    correlation: driving.correlation,
  }
  const data = {
    alarm_id,
    alarm_type,
    level,
    message: messageOf(rule, transition),
    current_value,
    threshold_value,
    kpi_seq: watch.kpi.ledger_seq,
  }
  const recommended_action = recommendedActionOf(rule, transition)
  switch (type) {
    case 'alarm.raised':
      return { ...envelope, type, data: { ...data, recommended_action } }
    case 'alarm.escalated':
      return { ...envelope, type, data: { ...data, previous_level: previous_level ?? level, recommended_action } }
    case 'alarm.cleared':
      return { ...envelope, type, data }
  }
}
