import type { ColumnType, GeneratedAlways } from 'kysely'

/** A moment by PostgreSQL's clock. */
type Moment = ColumnType<Date, Date | string, Date | string>

/** How far a notification has come. */
export type NotificationState = 'pending' | 'sending' | 'delivered' | 'failed' | 'dropped'

/** Ways in which people are told of alarms, and what they are to be told of. */
export type NotificationChannelRow = {
  channel_id: string
  kind: string
  name: string
  /** JSON, secrets included: it never leaves in an answer or a log. */
  config: ColumnType<unknown, string, string>
  filter: ColumnType<unknown, string, string>
  /** Attempts in any 60 seconds; the rest waits. */
  rate_per_minute: number
  enabled: boolean
  disabled_reason: string | null
  /** Since when no attempt has got through; null while they do. */
  failing_since: ColumnType<Date | null, Date | null, Date | null>
  /** The receiver asked to be left alone until then. */
  paused_until: ColumnType<Date | null, Date | null, Date | null>
  created_at: ColumnType<Date, Date | undefined, never>
}

/** One row per transition and channel: what is to be told, and whether it has been. */
export type NotificationOutboxRow = {
  /** A function of fact and channel; the receiver's `webhook-id`. */
  notification_id: string
  /** Order of telling. */
  position: GeneratedAlways<number>
  event_id: string
  channel_id: string
  alarm_id: string
  notice: ColumnType<unknown, string, never>
  /** Ledger sequence of the fact; 0 for a test. */
  created_seq: number
  test: boolean
  state: NotificationState
  /** Attempts begun since it was last put in line. */
  attempts: number
  next_attempt_at: Moment
  /** While `sending`: from then on its sender counts as dead. */
  lease_until: ColumnType<Date | null, Date | null, Date | null>
  created_at: ColumnType<Date, Date | undefined, never>
}

/** The delivery log: one row per attempt. */
export type NotificationDeliveryRow = {
  delivery_id: GeneratedAlways<number>
  notification_id: string
  channel_id: string
  attempt: number
  at: Moment
  outcome: 'delivered' | 'retry' | 'failed' | 'gone' | 'interrupted'
  status_code: number | null
  duration_ms: number
  /** Holds no secret. */
  error: string | null
}

/** Up to where a ledger's alarms have been told, or never will be: an outbox begins at the ledger's end of its day. */
export type NotificationPositionRow = { ledger_epoch: string; seq: number }

export type NotificationTables = {
  notification_channels: NotificationChannelRow
  notification_outbox: NotificationOutboxRow
  notification_deliveries: NotificationDeliveryRow
  notification_positions: NotificationPositionRow
}
