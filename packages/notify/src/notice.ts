import type { AlarmLevel, AlarmType, BotMode } from '@papertape/events'
import { hashOf } from '@papertape/events'

/** What people are told of: an alarm's transition, or a sample that an operator asked for. */
export type NoticeType = 'alarm.raised' | 'alarm.escalated' | 'alarm.cleared'

/**
 * One transition of one alarm as it is told; all a format needs, so that a notice sent days later still says what was true
 * when the alarm moved. Plain JSON; this is what the outbox keeps.
 */
export type Notice = {
  /** Id of the fact in the ledger. */
  event_id: string
  type: NoticeType
  /** Somebody tries a channel out: no alarm stands behind it. */
  test: boolean
  bot_id: string
  /** The name it was given for people. */
  bot_name: string
  mode: BotMode
  alarm_id: string
  alarm_type: AlarmType
  level: AlarmLevel
  /** The level before, of `alarm.escalated`, which goes either way. */
  previous_level: AlarmLevel | null
  /** The fact's sentence for people. */
  message: string
  /** The figure in words, such as `Drawdown`, and its unit, such as ` %`. */
  figure: string
  unit: string
  current_value: number
  threshold_value: number
  recommended_action: string | null
  /** The fact's time, and the time the alarm was raised where it is known; RFC 3339 UTC. */
  time: string
  raised_at: string | null
  /** The fact's place in the ledger; 0 for a test. */
  ledger_seq: number
  /** Where to look, or `null` where nobody has said under which address the dashboard is reached. */
  dashboard_url: string | null
}

/**
 * The name of one telling: a function of what is told and to whom, the same at each attempt and after every crash. A
 * receiver that has seen it may ignore what comes again under it.
 */
export const notificationIdOf = (eventId: string, channelId: string): string =>
  `n${hashOf([eventId, channelId]).slice(0, 32)}`
