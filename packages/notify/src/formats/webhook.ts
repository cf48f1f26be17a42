import type { Notice } from '../notice.ts'
import { headlineOf } from '../wording.ts'

/** The body of a signed webhook: Standard Webhooks' `type`, `timestamp` and `data`, the names those of the ledger. */
export const webhookBody = (notice: Notice, notificationId: string): Record<string, unknown> => {
  const { type, time, ...data } = notice
  return { type, timestamp: time, data: { notification_id: notificationId, headline: headlineOf(notice), ...data } }
}
