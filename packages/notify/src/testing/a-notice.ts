import type { Notice } from '../notice.ts'

/** A notice as an evaluator would write it, with whatever the test cares about. */
export const aNotice = (given: Partial<Notice> = {}): Notice => ({
  event_id: 'e1',
  type: 'alarm.raised',
  test: false,
  bot_id: 'alpha',
  bot_name: 'Alpha',
  mode: 'live',
  alarm_id: 'a1',
  alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
  level: 'EMERGENCY',
  previous_level: null,
  message: 'Drawdown 21.3 % is at or above 20 %',
  figure: 'Drawdown',
  unit: ' %',
  current_value: 21.3,
  threshold_value: 20,
  recommended_action: 'Find out what changed before starting it again.',
  time: '2026-01-02T03:04:00.000Z',
  raised_at: '2026-01-02T03:04:00.000Z',
  ledger_seq: 7,
  dashboard_url: 'https://example.com/bot-performance?bot_id=alpha&x=1',
  ...given,
})
