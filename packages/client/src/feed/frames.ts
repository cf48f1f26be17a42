// The frames of the live feed as docs/CONTRACT.md section 8 has them; AsyncAPI at /api/asyncapi.json describes each.

/** The WebSocket subprotocol. */
export const PROTOCOL = 'papertape.v1+json'

/** Where a client has come on a topic: `seq` means something together with its epoch only. */
export type Place = { readonly epoch: string; readonly seq: number }

/** Why what was known of a topic no longer holds. */
export type ResetReason = 'epoch' | 'retention' | 'overflow'

export type Row = Readonly<Record<string, unknown>>

export type AckResult =
  | { topic: string; ok: true; mode?: 'snapshot' | 'resumed'; epoch?: string; seq?: number }
  | { topic: string; ok: false; code: string; detail: string }

/** What is told of one topic. `prev` is the seq of the frame before on this topic and connection. */
export type TopicFrame =
  | {
      t: 'snapshot'
      topic: string
      epoch: string
      seq: number
      as_of: string | null
      data: Row | readonly Row[]
      last: boolean
    }
  | {
      t: 'delta'
      topic: string
      seq: number
      prev: number
      ts: string | null
      up: readonly Row[]
      del: readonly string[]
    }
  | { t: 'event'; topic: string; seq: number; prev: number; ts: string; type: string; id: string; data: Row }
  | { t: 'reset'; topic: string; reason: ResetReason }
  | { t: 'lag'; topic: string; conflated: number; behind_ms: number }

export type FrameId = number | string

export type ServerFrame =
  | TopicFrame
  | { t: 'hello'; conn: string; heartbeat_ms: number; limits: { topics: number; msg_per_sec: number; max_hz: number } }
  | { t: 'ack'; id?: FrameId; op: 'subscribe' | 'unsubscribe' | 'list' | 'auth'; results: readonly AckResult[] }
  | { t: 'hb'; now: string; seqs: Readonly<Record<string, number>> }
  | { t: 'pong'; id?: FrameId; now: string }
  | { t: 'error'; id?: FrameId; code: string; title: string; detail: string }
  | { t: 'bye'; reason: 'shutdown' | 'max_age' | 'slow'; reconnect_after_ms: number }

export type ClientFrame =
  | {
      op: 'subscribe'
      id: number
      topics: readonly string[]
      resume?: Readonly<Record<string, Place>>
      max_hz?: number
    }
  | { op: 'unsubscribe'; id: number; topics: readonly string[] }
  | { op: 'auth'; id: number; token: string }

/** A message as a frame; `null` for what is none. Kinds that nobody knows yet come through and are ignored later. */
export const parseFrame = (text: unknown): ServerFrame | null => {
  if (typeof text !== 'string') return null
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && 't' in parsed ? (parsed as ServerFrame) : null
  } catch {
    return null
  }
}
