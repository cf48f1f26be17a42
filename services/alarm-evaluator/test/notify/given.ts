import { eventIdOf } from '@papertape/events'
import { configSchemas, filterSchema } from '@papertape/notify'
import { createLogger, createMetrics } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import { createNotifyMetrics } from '../../src/notify/notify-metrics.ts'
import { createOutboxWriter } from '../../src/notify/outbox-writer.ts'
import type { HeardAlarm } from '../../src/outbox.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const EPOCH = 'test-ledger'

type Given = {
  bot_id?: string
  mode?: HeardAlarm['bot']['mode']
  alarm_id?: string
  level?: 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY'
  previous_level?: 'INFO' | 'WARNING' | 'CRITICAL' | 'EMERGENCY'
  silenced?: boolean
}

/** An alarm fact as the fold hands it to the outbox. */
export const heard = (
  seq: number,
  type: 'alarm.raised' | 'alarm.escalated' | 'alarm.cleared' = 'alarm.raised',
  given: Given = {},
): HeardAlarm => {
  const { bot_id = 'alpha', mode = 'live', alarm_id = `a${seq}`, level = 'CRITICAL', silenced = false } = given
  const time = new Date(Date.UTC(2026, 0, 2) + seq * 1000).toISOString()
  const data = {
    alarm_id,
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED' as const,
    level,
    message: `message ${seq}`,
    current_value: 21,
    threshold_value: 20,
    kpi_seq: seq,
  }
  const id = eventIdOf(type, String(seq))
  const envelope = { id, version: 1 as const, bot_id, time, recorded_at: time, cause: null, correlation: null }
  const bot = { bot_id, name: bot_id, mode, public: true }
  const recommended_action = 'Look at it.'
  switch (type) {
    case 'alarm.raised':
      return { seq, bot, silenced, event: { ...envelope, type, data: { ...data, recommended_action } } }
    case 'alarm.escalated':
      return {
        seq,
        bot,
        silenced,
        event: {
          ...envelope,
          type,
          data: { ...data, previous_level: given.previous_level ?? 'WARNING', recommended_action },
        },
      }
    case 'alarm.cleared':
      return { seq, bot, silenced, event: { ...envelope, type, data } }
  }
}

/** A webhook channel as the gateway would store it. */
export const addChannel = async (
  store: Store,
  channel_id: string,
  url: string,
  given: { filter?: Record<string, unknown>; rate_per_minute?: number; enabled?: boolean } = {},
): Promise<void> => {
  const config = configSchemas({ allowPrivate: true }).webhook.parse({ url, secrets: [SECRET] })
  await store.db
    .withSchema('ops')
    .insertInto('notification_channels')
    .values({
      channel_id,
      kind: 'webhook',
      name: channel_id,
      config: JSON.stringify(config),
      filter: JSON.stringify(filterSchema.parse(given.filter ?? {})),
      rate_per_minute: given.rate_per_minute ?? 1000,
      enabled: given.enabled ?? true,
      disabled_reason: null,
      failing_since: null,
      paused_until: null,
    })
    .execute()
}

/** Puts facts in line as a save of the fold through `toSeq` would. */
export const write = async (store: Store, facts: readonly HeardAlarm[], toSeq: number): Promise<void> => {
  const writer = createOutboxWriter({ publicUrl: 'https://example.com', onWritten: () => {} })
  await store.db.transaction().execute((tx) => writer.write(tx, facts, { fromSeq: 0, toSeq, ledgerEpoch: EPOCH }))
}

/** The whole outbox, in order. */
export const outboxOf = (store: Store) =>
  store.db.withSchema('ops').selectFrom('notification_outbox').selectAll().orderBy('position').execute()

/** The whole delivery log, in order. */
export const logOf = (store: Store) =>
  store.db.withSchema('ops').selectFrom('notification_deliveries').selectAll().orderBy('delivery_id').execute()

/** A log that is kept as text, and metrics of one's own. */
export const observed = () => {
  const lines: string[] = []
  const log = createLogger({
    service: 'test',
    level: 'trace',
    destination: { write: (line: string) => void lines.push(line) },
  })
  return { lines, log, metrics: createNotifyMetrics(createMetrics('test')) }
}
