import { z } from 'zod'
import { HZ_MAX, TOPICS_MAX } from './limits.ts'

/** Answers to a message carry its id back. */
const id = z.union([z.int().min(0), z.string().max(64)])
const epoch = z
  .string()
  .max(128)
  .describe('Changes when the projection is rebuilt; of prices, the incarnation of PRICES')
const seq = z.int().min(0).describe('Ledger sequence of the last fact folded in; of prices, the sequence in PRICES')
const time = z.string().describe('RFC 3339 UTC with milliseconds')
const topic = z.string().min(1).max(512)
const topics = z.array(topic).min(1).max(TOPICS_MAX)

/** Where a client has come on a topic. */
export const resumePoint = z.object({ epoch, seq })
export type ResumePoint = z.output<typeof resumePoint>

/** What a client may send. Fields that nobody knows are ignored. */
export const clientFrames = {
  subscribe: z.object({
    op: z.literal('subscribe'),
    id: id.optional(),
    topics,
    resume: z.record(z.string().max(512), resumePoint).optional().describe('By topic; others begin with a snapshot'),
    max_hz: z
      .number()
      .gt(0)
      .max(1000)
      .optional()
      .describe(`Deltas a second of each of these topics, at most ${HZ_MAX}`),
  }),
  unsubscribe: z.object({ op: z.literal('unsubscribe'), id: id.optional(), topics }),
  list: z.object({ op: z.literal('list'), id: id.optional() }),
  ping: z.object({ op: z.literal('ping'), id: id.optional() }),
  auth: z.object({ op: z.literal('auth'), id: id.optional(), token: z.string().min(1).max(4096) }),
} as const
export const clientFrame = z.discriminatedUnion('op', [
  clientFrames.subscribe,
  clientFrames.unsubscribe,
  clientFrames.list,
  clientFrames.ping,
  clientFrames.auth,
])
export type ClientFrame = z.output<typeof clientFrame>

const subscribed = z.object({
  topic,
  ok: z.literal(true),
  mode: z
    .enum(['snapshot', 'resumed'])
    .optional()
    .describe('Of subscribe: `snapshot` when one follows, `resumed` when it goes on behind seq'),
  epoch: epoch.optional(),
  seq: seq.optional(),
})
const refused = z.object({ topic, ok: z.literal(false), code: z.string(), detail: z.string() })
export const ackResult = z.union([subscribed, refused])
export type AckResult = z.output<typeof ackResult>

const row = z.record(z.string(), z.unknown())
/** `null` before the ledger holds anything. */
const asOf = time.nullable()

/** What the server sends, by `t`. `prev` is the seq of the frame before on this topic and connection. */
export const serverFrames = {
  hello: z.object({
    t: z.literal('hello'),
    conn: z.string(),
    proto: z.string(),
    build: z.string(),
    now: time,
    heartbeat_ms: z.int(),
    limits: z.object({ topics: z.int(), msg_per_sec: z.int(), max_hz: z.number() }),
    epoch: epoch.nullable().describe('`null` while PostgreSQL does not answer'),
  }),
  ack: z.object({
    t: z.literal('ack'),
    id: id.optional(),
    op: z.enum(['subscribe', 'unsubscribe', 'list', 'auth']),
    results: z.array(ackResult),
  }),
  snapshot: z.object({
    t: z.literal('snapshot'),
    topic,
    epoch,
    seq,
    as_of: asOf,
    data: z.union([row, z.array(row)]).describe('An object, or rows: then parts follow each other until `last`'),
    last: z.boolean(),
  }),
  delta: z.object({
    t: z.literal('delta'),
    topic,
    seq,
    prev: seq,
    ts: asOf,
    up: z
      .array(row)
      .describe('Changed rows of `positions`, whole; of every other topic one object with the fields that changed'),
    del: z.array(z.string()).describe('Keys that are gone: trade_ids of `positions`, else names of fields'),
  }),
  event: z.object({
    t: z.literal('event'),
    topic,
    seq,
    prev: seq,
    ts: time,
    type: z.string().describe('Type of the fact in the ledger'),
    id: z.string().describe('Id of the fact in the ledger'),
    data: row.describe('The trade, signal or alarm behind the fact, as REST lists it'),
  }),
  hb: z.object({ t: z.literal('hb'), now: time, seqs: z.record(z.string(), seq) }),
  lag: z.object({ t: z.literal('lag'), topic, conflated: z.int(), behind_ms: z.int() }),
  reset: z.object({ t: z.literal('reset'), topic, reason: z.enum(['epoch', 'retention', 'overflow']) }),
  pong: z.object({ t: z.literal('pong'), id: id.optional(), now: time }),
  error: z.object({
    t: z.literal('error'),
    id: id.optional(),
    code: z.string(),
    title: z.string(),
    detail: z.string(),
  }),
  bye: z.object({
    t: z.literal('bye'),
    reason: z.enum(['shutdown', 'max_age', 'slow']),
    reconnect_after_ms: z.int(),
  }),
} as const
export const serverFrame = z.discriminatedUnion('t', [
  serverFrames.hello,
  serverFrames.ack,
  serverFrames.snapshot,
  serverFrames.delta,
  serverFrames.event,
  serverFrames.hb,
  serverFrames.lag,
  serverFrames.reset,
  serverFrames.pong,
  serverFrames.error,
  serverFrames.bye,
])
export type ServerFrame = z.output<typeof serverFrame>
export type ServerFrameOf<Kind extends ServerFrame['t']> = Extract<ServerFrame, { t: Kind }>

/** Why a connection was closed, by WebSocket close code. */
export const CLOSE_CODES = {
  shutdown: 1001,
  slow: 4008,
  bad_frame: 4400,
  unauthorized: 4401,
  unknown_topic: 4404,
  idle: 4408,
  too_many: 4429,
} as const
export type CloseReason = keyof typeof CLOSE_CODES
