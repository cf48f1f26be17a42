import { CHANNEL_KINDS, filterSchema } from '@papertape/notify'
import { z } from 'zod'
import { shape } from '../named.ts'
import { alarmLevel, alarmType, botMode, count, sequence, time } from './scalars.ts'

const secret = shape(
  'ShownSecret',
  z.object({
    set: z.boolean(),
    last4: z.string().nullable(),
    host: z.string().optional().describe('Of a URL: where it goes'),
  }),
)
const setting = z.union([secret, z.array(secret), z.string(), z.number(), z.boolean(), z.null()])

/** A way in which people are told; of secrets only that they are there. */
export const channel = shape(
  'Channel',
  z.object({
    channel_id: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    name: z.string(),
    config: z.record(z.string(), setting),
    filter: shape('ChannelFilter', filterSchema),
    rate_per_minute: z.int(),
    enabled: z.boolean(),
    disabled_reason: z.string().nullable(),
    failing_since: time.nullable(),
    paused_until: time.nullable(),
    pending: count.describe('Waiting to be told'),
    created_at: time.nullable(),
  }),
)

export const removedChannel = shape('RemovedChannel', z.object({ channel_id: z.string(), removed: z.literal(true) }))

const outcome = z.enum(['delivered', 'retry', 'failed', 'gone'])

/** What a channel was told or is to be told, with each attempt, oldest first. */
export const delivery = shape(
  'Delivery',
  z.object({
    notification_id: z.string(),
    channel_id: z.string(),
    state: z.enum(['pending', 'sending', 'delivered', 'failed', 'dropped']),
    test: z.boolean(),
    event_id: z.string(),
    type: z.enum(['alarm.raised', 'alarm.escalated', 'alarm.cleared']),
    bot_id: z.string(),
    mode: botMode,
    alarm_id: z.string(),
    alarm_type: alarmType,
    level: alarmLevel,
    message: z.string(),
    time,
    ledger_seq: sequence,
    created_at: time,
    next_attempt_at: time.nullable(),
    attempts: z.array(
      z.object({
        attempt: z.int(),
        at: time,
        outcome,
        status_code: z.int().nullable(),
        duration_ms: z.number(),
        error: z.string().nullable(),
      }),
    ),
  }),
)

/** How a sample fared. */
export const tried = shape(
  'Tried',
  z.object({
    notification_id: z.string(),
    outcome,
    status_code: z.int().nullable(),
    error: z.string().nullable(),
    duration_ms: z.number(),
  }),
)

export const retried = shape('Retried', z.object({ notification_id: z.string(), state: z.literal('pending') }))
