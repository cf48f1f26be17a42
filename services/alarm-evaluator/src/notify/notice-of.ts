import { dashboardUrlOf, type Notice } from '@papertape/notify'
import { RULES } from '@papertape/risk'
import type { HeardAlarm } from '../outbox.ts'

const previousLevelOf = ({ type, data }: HeardAlarm['event']): Notice['previous_level'] =>
  type === 'alarm.escalated' && 'previous_level' in data ? data.previous_level : null

/** What people are told of an alarm fact. `raisedAt`: when this alarm was raised, where that is known. */
export const noticeOf = (
  { seq, event, bot }: HeardAlarm,
  publicUrl: string | undefined,
  raisedAt: string | null,
): Notice => {
  const { data } = event
  const rule = RULES.find(({ type }) => type === data.alarm_type)
  return {
    event_id: event.id,
    type: event.type,
    test: false,
    bot_id: bot.bot_id,
    bot_name: bot.name,
    mode: bot.mode,
    alarm_id: data.alarm_id,
    alarm_type: data.alarm_type,
    level: data.level,
    previous_level: previousLevelOf(event),
    message: data.message,
    figure: rule?.label ?? 'Figure',
    unit: rule?.unit ?? '',
    current_value: data.current_value,
    threshold_value: data.threshold_value,
    recommended_action: 'recommended_action' in data ? data.recommended_action : null,
    time: event.time,
    raised_at: event.type === 'alarm.raised' ? event.time : raisedAt,
    ledger_seq: seq,
    dashboard_url: dashboardUrlOf(publicUrl, bot.bot_id),
  }
}
