import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket as Socket } from 'ws'
import type { Environment } from '../src/feed/environment.ts'
import { createFeed, type Feed, type FeedTimes } from '../src/feed/feed.ts'
import type { FeedStatus } from '../src/feed/status.ts'
import { createTransport } from '../src/transport.ts'
import { json, type ScriptedServer, startScriptedServer, success, until } from './scripted-server.ts'

// The feed against a server that says what each case needs, over real sockets and with short times.

let server: ScriptedServer
let feed: Feed
let host: { online: boolean; visible: boolean; changed: () => void }
const statuses: FeedStatus[] = []

const TIMES: FeedTimes = {
  openMsMax: 500,
  heartbeatMs: 15_000,
  pollEveryMs: 20,
  retryFirstMs: 4,
  retryMostMs: 8,
  askGapMs: 10,
  askLaterMs: 20,
}

const open = (token: string | null = null): Feed => {
  const environment: Environment = {
    online: () => host.online,
    visible: () => host.visible,
    listen: (changed) => {
      host.changed = changed
      return () => {}
    },
  }
  const transport = createTransport({ baseUrl: server.url })
  return createFeed({
    url: `${server.url.replace('http', 'ws')}/api/v1/stream`,
    token,
    read: (path, signal) => transport({ method: 'GET', path }, { signal, retries: 0 }),
    Socket: WebSocket,
    environment,
    random: () => 1,
    times: TIMES,
  })
}

beforeEach(async () => {
  server = await startScriptedServer()
  host = { online: true, visible: true, changed: () => {} }
  statuses.length = 0
  feed = open()
  feed.onStatus((status) => statuses.push(status))
})
afterEach(async () => {
  feed.close()
  await server[Symbol.asyncDispose]()
})

const say = (socket: Socket, ...frames: object[]): void => {
  for (const frame of frames) socket.send(JSON.stringify(frame))
}
const hello = (heartbeat_ms = 15_000) => ({ t: 'hello', conn: 'c', heartbeat_ms, limits: {}, epoch: 'e1' })
const snapshot = (topic: string, seq: number, data: unknown) => ({
  t: 'snapshot',
  topic,
  epoch: 'e1',
  seq,
  as_of: null,
  data,
  last: true,
})
const event = (seq: number, prev: number) => ({
  t: 'event',
  topic: 'trades',
  seq,
  prev,
  ts: 't',
  type: 'fill.recorded',
  id: `f${seq}`,
  data: { trade_id: `t${seq}` },
})

type Question = { op: string; id: number; topics: string[]; resume?: Record<string, { epoch: string; seq: number }> }

/** Answers every question: events go on where asked, everything else begins with a snapshot at 10. */
const answering = (socket: Socket, heartbeatMs?: number): void => {
  say(socket, hello(heartbeatMs))
  socket.on('message', (message) => {
    const { op, id, topics, resume } = JSON.parse((message as Buffer).toString()) as Question
    if (op !== 'subscribe') return
    const results = topics.map((topic) => {
      const from = resume?.[topic]
      return from === undefined
        ? { topic, ok: true, mode: 'snapshot', epoch: 'e1', seq: 10 }
        : { topic, ok: true, mode: 'resumed', ...from }
    })
    say(socket, { t: 'ack', id, op, results })
    for (const topic of topics) {
      if (resume?.[topic] !== undefined) continue
      say(socket, snapshot(topic, 10, topic === 'trades' ? [{ trade_id: 't10' }] : { open_positions: 1, gone: true }))
    }
  })
}

const live = () => until('the feed to be live', () => feed.status().state === 'live')
const last = () => {
  const found = server.sockets.at(-1)
  if (found === undefined) throw new Error('nobody has connected')
  return found
}
const seqs: number[] = []
const hearTrades = () => {
  seqs.length = 0
  return feed.subscribe('trades', { onEvent: ({ seq }) => seqs.push(seq) })
}

describe('a feed', () => {
  it('connects for the first topic, says its protocol, and is live once all is told', async () => {
    server.onSocket = answering
    expect(feed.status()).toMatchObject({ state: 'offline', reason: 'idle' })
    const values: unknown[] = []
    const summary = feed.subscribe('summary', { onValue: (value, told) => values.push([value, told.seq, told.via]) })
    await live()
    expect(last().protocol).toBe('papertape.v1+json')
    expect(values).toEqual([[{ open_positions: 1, gone: true }, 10, 'stream']])
    expect(summary.value()).toEqual({ open_positions: 1, gone: true })
    expect(Object.isFrozen(summary.value())).toBe(true)

    const before = summary.value()
    const change = {
      t: 'delta',
      topic: 'summary',
      seq: 12,
      prev: 10,
      ts: null,
      up: [{ open_positions: 2 }],
      del: ['gone'],
    }
    say(last().socket, change)
    await until('the change', () => values.length === 2)
    expect(summary.value()).toEqual({ open_positions: 2 })
    expect(before).toEqual({ open_positions: 1, gone: true })
    expect(statuses.map(({ state }) => state)).toEqual(['offline', 'reconnecting', 'live'])

    summary.close()
    expect(feed.status()).toMatchObject({ state: 'offline', reason: 'idle' })
  })

  it('sends its token before it asks for anything', async () => {
    feed.close()
    feed = open('secret')
    server.onSocket = answering
    feed.subscribe('summary', { onValue: () => {} })
    await live()
    expect(last().frames.map(({ op }) => op)).toEqual(['auth', 'subscribe'])
    expect(last().frames[0]).toMatchObject({ token: 'secret' })
  })

  it('stays away when its token is refused', async () => {
    server.onSocket = (socket) => {
      say(socket, hello())
      socket.close(4401)
    }
    feed.subscribe('summary', { onValue: () => {} })
    await until('the refusal', () => feed.status().reason === 'unauthorized')
    expect(feed.status().state).toBe('offline')
    expect(server.sockets).toHaveLength(1)
  })

  it('asks for a topic again from its place when a frame is missing, and tells nothing twice', async () => {
    server.onSocket = answering
    hearTrades()
    await live()
    say(last().socket, event(11, 10), event(14, 13), event(15, 14))
    await until('the question', () => last().frames.length === 2)
    expect(last().frames[1]).toMatchObject({ op: 'subscribe', resume: { trades: { epoch: 'e1', seq: 11 } } })
    say(last().socket, event(12, 11), event(14, 12))
    await until('the missing ones', () => seqs.length === 3)
    expect(seqs).toEqual([11, 12, 14])
  })

  it('learns from a heartbeat that the last frame of a quiet topic is missing', async () => {
    server.onSocket = answering
    hearTrades()
    await live()
    say(last().socket, { t: 'hb', now: 't', seqs: { trades: 10 } }, { t: 'hb', now: 't', seqs: { trades: 12 } })
    await until('the question', () => last().frames.length === 2)
  })

  it('goes on where it was after a lost connection', async () => {
    server.onSocket = answering
    const trades = hearTrades()
    await live()
    say(last().socket, event(11, 10))
    await until('the event', () => seqs.length === 1)
    last().socket.terminate()
    await until('another connection', () => server.sockets.length === 2)
    await live()
    expect(last().frames[0]).toMatchObject({ resume: { trades: { epoch: 'e1', seq: 11 } } })
    say(last().socket, event(13, 11))
    await until('the next event', () => seqs.length === 2)
    expect(seqs).toEqual([11, 13])
    expect(trades.place()).toEqual({ epoch: 'e1', seq: 13 })
  })

  it('goes on from a place that a program has kept', async () => {
    server.onSocket = answering
    feed.subscribe('trades', { onEvent: () => {} }, { resume: { epoch: 'e1', seq: 7 } })
    await live()
    expect(last().frames[0]).toMatchObject({ resume: { trades: { epoch: 'e1', seq: 7 } } })
  })

  it('is stale after two silent heartbeats, and connects anew after three', async () => {
    server.onSocket = (socket) => answering(socket, 40)
    feed.subscribe('summary', { onValue: () => {} })
    await until('the silence', () => statuses.some(({ state }) => state === 'stale'))
    await until('another connection', () => server.sockets.length === 2)
    expect(statuses.slice(0, 5).map(({ state }) => state)).toEqual([
      'offline',
      'reconnecting',
      'live',
      'stale',
      'reconnecting',
    ])
  })

  it('polls after three failures, gives the same handlers what it reads, and stops once live', async () => {
    const told: string[] = []
    server.answers = [
      (response, { url }) =>
        url.startsWith('/api/public/paper-trading/?')
          ? success([{ trade_id: 't99' }], { seq: 99 })(response)
          : success({ open_positions: 3 }, { seq: 99 })(response),
    ]
    feed.subscribe('summary', { onValue: (value, { via }) => told.push(`${via} ${JSON.stringify(value)}`) })
    feed.subscribe('trades', {
      onEvent: ({ seq }) => told.push(`event ${seq}`),
      onRows: (rows, { via }) => told.push(`${via} ${rows.map(({ trade_id }) => trade_id).join()}`),
    })
    await until('a second round', () => told.length >= 4)
    expect(server.sockets.length).toBeGreaterThanOrEqual(3)
    expect(told.slice(0, 2)).toEqual(['poll {"open_positions":3}', 'poll t99'])
    expect(feed.status()).toMatchObject({ state: 'reconnecting', polling: true })

    server.onSocket = answering
    await live()
    expect(feed.status().polling).toBe(false)
    const asked = server.heard.length
    // What was polled is no place to go on from.
    expect(last().frames[0]).not.toHaveProperty('resume')
    expect(told.slice(-2).toSorted()).toEqual(['stream t10', 'stream {"open_positions":1,"gone":true}'].toSorted())
    // Time is the subject: rounds would have come.
    await pause(3 * TIMES.pollEveryMs)
    expect(server.heard.length).toBeLessThanOrEqual(asked + 1)
  })

  it('does not poll while nobody looks, and tries at once when somebody does', async () => {
    host.visible = false
    server.answers = [json(500, {})]
    feed.subscribe('summary', { onValue: () => {} })
    await until('polling', () => feed.status().polling)
    expect(server.heard).toEqual([])
    server.onSocket = answering
    host.visible = true
    host.changed()
    await live()
  })

  it('waits for the network, and comes back with it', async () => {
    server.onSocket = answering
    feed.subscribe('summary', { onValue: () => {} })
    await live()
    host.online = false
    host.changed()
    expect(feed.status()).toMatchObject({ state: 'offline', reason: 'no_network' })
    host.online = true
    host.changed()
    await live()
    expect(server.sockets).toHaveLength(2)
  })

  it('tells of a topic that is refused, and asks later where the reason will pass', async () => {
    let questions = 0
    server.onSocket = (socket) => {
      say(socket, hello())
      socket.on('message', (message) => {
        const { id, op } = JSON.parse((message as Buffer).toString()) as Question
        questions += 1
        const code = questions === 1 ? 'dependency-unavailable' : 'bot-not-found'
        say(socket, { t: 'ack', id, op, results: [{ topic: 'bot:b1', ok: false, code, detail: 'No.' }] })
      })
    }
    const refusals: unknown[] = []
    feed.subscribe('bot:b1', { onValue: () => {}, onRefused: (refusal) => refusals.push(refusal) })
    await until('the refusal', () => refusals.length > 0)
    expect(refusals).toEqual([{ topic: 'bot:b1', code: 'bot-not-found', detail: 'No.' }])
    expect(questions).toBe(2)
    expect(feed.status()).toMatchObject({ state: 'offline', reason: 'refused' })

    // The next subscription tries again.
    server.onSocket = answering
    feed.subscribe('summary', { onValue: () => {} })
    await live()
  })

  it('asks for many topics in few messages', async () => {
    server.onSocket = answering
    for (let bot = 0; bot < 80; bot += 1) feed.subscribe(`bot:b${bot}`, { onValue: () => {} })
    await live()
    expect(last().frames.map(({ topics }) => (topics as string[]).length)).toEqual([50, 30])
  })

  it('tells who comes later what is known, and survives nothing after its end', async () => {
    server.onSocket = answering
    feed.subscribe('summary', { onValue: () => {} })
    await live()
    const late = await new Promise((resolve) => {
      feed.subscribe('summary', { onValue: resolve })
    })
    expect(late).toEqual({ open_positions: 1, gone: true })
    feed.close()
    expect(feed.status()).toMatchObject({ state: 'offline', reason: 'closed' })
    expect(() => feed.subscribe('trades', { onEvent: () => {} })).toThrow(TypeError)
    await until('the end of the connection', () => last().socket.readyState === 3)
  })
})
