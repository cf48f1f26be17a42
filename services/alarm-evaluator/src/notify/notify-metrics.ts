import type { Metrics } from '@papertape/service-kit'

/** What the telling counts. */
export const createNotifyMetrics = (metrics: Metrics) => ({
  pending: metrics.gauge('papertape_notifications_pending', 'Notifications that are not told yet'),
  oldest: metrics.gauge(
    'papertape_notifications_oldest_seconds',
    'Age of the oldest notification that is not told yet',
  ),
  attempts: metrics.counter('papertape_notification_attempts_total', 'Attempts to tell, by kind of channel', [
    'kind',
    'outcome',
  ]),
  seconds: metrics.histogram('papertape_notification_attempt_seconds', 'Duration of attempts', ['kind']),
})

export type NotifyMetrics = ReturnType<typeof createNotifyMetrics>
