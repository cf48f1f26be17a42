import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { askedAs } from '../api/named.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { readQuery } from '../http/read-request.ts'
import { viewerOf } from '../reads/viewer.ts'
import { paceOf } from './backpressure.ts'
import type { FeedClient } from './feed-client.ts'
import type { AckResult, ResumePoint, ServerFrame } from './frames.ts'
import { HEARTBEAT_MS, HZ_MAX, PROTOCOL, TOPICS_MAX } from './limits.ts'
import { type Outgoing, outgoing } from './outgoing.ts'

const PATH = '/api/v1/stream/sse'
const STREAMS_MAX = 1000
const RETRY_MS = 3000
const LOOK_MS = 1000

/** Names of topics, for those who describe what may be asked for. */
const TOPIC =
  '^(summary|positions|trades|signals|alarms|bot:[\\w-]{1,64}|kpi:[\\w-]{1,64}|prices:[^:,]{1,64}:[^,]{1,64})$'

/** What `GET /api/v1/stream/sse` takes. */
export const sseQuery = z.strictObject({
  topics: askedAs(
    z.preprocess(
      (value) => [value].flat().flatMap((text: unknown) => (typeof text === 'string' ? text.split(',') : [text])),
      z.array(z.string('is required').min(1, 'must not be empty').max(512)).max(TOPICS_MAX),
    ),
    {
      type: 'array',
      items: { type: 'string', pattern: TOPIC },
      minItems: 1,
      maxItems: TOPICS_MAX,
      description: 'summary, positions, trades, signals, alarms, bot:<id>, kpi:<id>, kpi:all, prices:<venue>:<symbol>',
    },
  ),
  last_event_id: z.string().max(512).optional().describe('As the header Last-Event-ID, for clients that cannot set it'),
  max_hz: askedAs(z.coerce.number('must be a number').gt(0).max(1000).optional(), {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 1000,
    description: 'Deltas a second of each topic, at most 20',
  }),
})

/** `<epoch>.<seq>`; `null` for what is none, which then resumes nothing. */
export const readEventId = (id: string | undefined): ResumePoint | null => {
  const [, epoch, seq] = /^(.+)\.(\d{1,15})$/.exec(id ?? '') ?? []
  return epoch === undefined || seq === undefined ? null : { epoch, seq: Number(seq) }
}

const refusedAs = (result: Extract<AckResult, { ok: false }>): Problem => {
  if (result.code === 'bot-not-found') return new Problem('bot-not-found')
  if (result.code === 'dependency-unavailable') return new Problem('dependency-unavailable')
  const message = `${result.topic}: ${result.detail}`
  return new Problem('validation', message, { errors: [{ pointer: '/topics', code: result.code, message }] })
}

/** Headers that were set before the route took the connection over. */
const headersSoFar = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]))

/** The id that a frame resumes by. A connection with several states and no events has no one place to go on from. */
const idOf = (client: FeedClient, epochs: ReadonlyMap<string, string>, frame: Outgoing): string => {
  const complete = client.complete()
  if (complete !== null) return `id: ${complete.epoch}.${complete.seq}\n`
  const [only] = epochs.values()
  const isState = frame.t === 'snapshot' || frame.t === 'delta'
  return isState && epochs.size === 1 && only !== undefined ? `id: ${only}.${frame.seq}\n` : ''
}

/** `GET /api/v1/stream/sse`: the live feed as Server-Sent Events. */
export const sseRoute = (server: FastifyInstance, gateway: Gateway, { build }: { build: string }): void => {
  const { feed, now, watch } = gateway
  const streams = new Set<{ look: (nowMs: number) => void; leave: () => void }>()
  const helloOf = (): ServerFrame => ({
    t: 'hello',
    conn: randomUUID(),
    proto: PROTOCOL,
    build,
    now: now(),
    heartbeat_ms: HEARTBEAT_MS,
    limits: { topics: TOPICS_MAX, msg_per_sec: 0, max_hz: HZ_MAX },
    epoch: watch.place()?.epoch ?? null,
  })

  const stream = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { topics, last_event_id, max_hz } = readQuery(sseQuery, request.query)
    if (streams.size >= STREAMS_MAX) {
      throw new Problem('too-many-streams', undefined, { headers: { 'retry-after': '30' } })
    }
    const header = request.headers['last-event-id']
    const from = readEventId(typeof header === 'string' ? header : last_event_id)
    const { raw } = reply
    /** Epochs of the state topics; events carry theirs in `complete`. */
    const epochs = new Map<string, string>()
    let open = false
    const client = feed.connect(
      {
        writable: () => open && !raw.destroyed && !raw.writableNeedDrain,
        send: (frame) => {
          raw.cork()
          raw.write(`${idOf(client, epochs, frame)}event: ${frame.t}\ndata: `)
          raw.write(frame.frame)
          raw.write('\n\n')
          process.nextTick(() => raw.uncork())
        },
      },
      viewerOf(request.caller),
    )
    raw.once('close', client.close)
    try {
      client.send(outgoing(helloOf()))
      const resume = from === null ? undefined : Object.fromEntries(topics.map((topic) => [topic, from]))
      const results = await client.subscribe({ topics, resume: resumable(topics, resume), max_hz }, () => null)
      for (const result of results) {
        if (!result.ok) throw refusedAs(result)
        if (result.epoch !== undefined) epochs.set(result.topic, result.epoch)
      }
    } catch (error) {
      client.close()
      throw error
    }
    const headers = headersSoFar(reply)
    reply.hijack()
    raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.write(`retry: ${RETRY_MS}\n\n`)
    open = true
    raw.on('drain', client.flush)
    const one = watched(client, reply)
    streams.add(one)
    raw.once('close', () => streams.delete(one))
    client.flush()
    return reply
  }

  const looking = setInterval(() => {
    const nowMs = performance.now()
    for (const one of streams) one.look(nowMs)
  }, LOOK_MS)
  server.addHook('preClose', async () => {
    clearInterval(looking)
    for (const one of streams) one.leave()
  })
  server.route({
    method: ['GET', 'HEAD'],
    url: PATH,
    handler: async (request, reply) => {
      if (request.method === 'GET') return stream(request, reply)
      readQuery(sseQuery, request.query)
      return reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }).send()
    },
  })
}

const EVENT_TOPIC = /^(?:trades|signals|alarms)$/

/** One id is the place of all events, or of the only state. */
const resumable = (
  topics: readonly string[],
  resume: Record<string, ResumePoint> | undefined,
): Record<string, ResumePoint> | undefined =>
  resume === undefined || topics.length === 1
    ? resume
    : Object.fromEntries(Object.entries(resume).filter(([topic]) => EVENT_TOPIC.test(topic)))

/** Keeps proxies awake, and ends a stream whose client takes nothing. */
const watched = (client: FeedClient, { raw }: FastifyReply) => {
  let beatAtMs = performance.now() + HEARTBEAT_MS
  return {
    look: (nowMs: number): void => {
      const { verdict, behindMs } = paceOf(
        { stalledSinceMs: client.stalledSinceMs(), pingSentAtMs: null, bufferedBytes: raw.writableLength },
        nowMs,
      )
      if (verdict === 'slow') return void raw.destroy()
      client.lag(verdict === 'lagging' ? behindMs : null)
      if (nowMs < beatAtMs || raw.writableNeedDrain) return
      beatAtMs = nowMs + HEARTBEAT_MS
      raw.write(': alive\n\n')
    },
    leave: (): void => {
      client.close()
      const frame = JSON.stringify({ t: 'bye', reason: 'shutdown', reconnect_after_ms: RETRY_MS } satisfies ServerFrame)
      raw.end(`event: bye\ndata: ${frame}\n\n`)
    },
  }
}
