import type { Notice } from './notice.ts'

/** What a channel is tried out with: an alarm that is none, marked as a test. */
export const sampleNotice = (event_id: string, time: string, dashboard_url: string | null): Notice => ({
  event_id,
  type: 'alarm.raised',
  test: true,
  bot_id: 'sample-bot',
  bot_name: 'sample-bot',
  mode: 'demo',
  alarm_id: `sample-${event_id}`,
  alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
  level: 'WARNING',
  previous_level: null,
  message: 'This is a test of the channel; no alarm has been raised.',
  figure: 'Drawdown',
  unit: ' %',
  current_value: 16.5,
  threshold_value: 15,
  recommended_action: 'Nothing: if you can read this, the channel works.',
  time,
  raised_at: time,
  ledger_seq: 0,
  dashboard_url,
})
