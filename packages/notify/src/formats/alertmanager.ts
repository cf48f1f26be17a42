import { hashOf } from '@papertape/events'
import type { Notice } from '../notice.ts'
import { actionOf, headlineOf } from '../wording.ts'

/** Alertmanager's zero time: it has not ended. */
const NOT_ENDED = '0001-01-01T00:00:00Z'

/** `MAX_DRAWDOWN_EXCEEDED` → `MaxDrawdownExceeded`, as alerts are named there. */
const alertNameOf = (type: string): string =>
  type
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** A label's value in a group key. */
const quoted = (text: string): string => JSON.stringify(text)

/**
 * The body that Prometheus Alertmanager posts to its webhook receivers, version 4, with one alert. The alert is the same
 * one (same fingerprint) from raised over every change of level to resolved: `severity` is a label, but, other than
 * Alertmanager's own labels, no part of its identity.
 */
export const alertmanagerBody = (notice: Notice, receiver: string): Record<string, unknown> => {
  const status = notice.type === 'alarm.cleared' ? 'resolved' : 'firing'
  const identity = {
    alertname: alertNameOf(notice.alarm_type),
    bot_id: notice.bot_id,
    mode: notice.mode,
    ...(notice.test ? { test: 'true' } : {}),
  }
  const labels = { ...identity, alarm_type: notice.alarm_type, severity: notice.level.toLowerCase() }
  const action = actionOf(notice)
  const annotations = {
    summary: headlineOf(notice),
    description: notice.message,
    current_value: String(notice.current_value),
    threshold_value: String(notice.threshold_value),
    alarm_id: notice.alarm_id,
    ...(action === null ? {} : { recommended_action: action }),
  }
  const url = notice.dashboard_url ?? ''
  return {
    version: '4',
    groupKey: `{}:{alertname=${quoted(identity.alertname)}, bot_id=${quoted(identity.bot_id)}}`,
    truncatedAlerts: 0,
    status,
    receiver,
    groupLabels: { alertname: identity.alertname, bot_id: identity.bot_id },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: url,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: notice.raised_at ?? notice.time,
        endsAt: status === 'resolved' ? notice.time : NOT_ENDED,
        generatorURL: url,
        fingerprint: hashOf(identity).slice(0, 16),
      },
    ],
  }
}
