import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServerFrame } from '../src/feed/frames.ts'

type Row = Record<string, unknown>
type Held = { epoch: string; seq: number }

/** What a client holds of the feed, kept by the rules of docs/feed.md, and every rule that was broken. */
const createKeeper = (topics: readonly string[]) => {
  const held = new Map<string, Held>()
  const events = new Map<string, { base: number; told: { seq: number; id: string }[] }>()
  const states = new Map<string, Map<unknown, Row> | Row>()
  const broken: string[] = []
  let snapshots = 0

  const snapshot = (frame: Extract<ServerFrame, { t: 'snapshot' }>) => {
    const { topic, epoch, seq, data } = frame
    const known = held.get(topic)
    if (known !== undefined && known.epoch === epoch && seq < known.seq) broken.push(`${topic} went back to ${seq}`)
    held.set(topic, { epoch, seq })
    if (/^(?:trades|signals|alarms)$/.test(topic)) {
      if (events.has(topic)) broken.push(`${topic} began anew`)
      events.set(topic, { base: seq, told: [] })
    } else if (Array.isArray(data)) states.set(topic, new Map(data.map((row) => [row['trade_id'], row])))
    else states.set(topic, { ...data })
    snapshots += 1
  }
  const change = (frame: Extract<ServerFrame, { t: 'delta' | 'event' }>) => {
    const known = held.get(frame.topic)
    if (known === undefined || frame.prev !== known.seq || frame.seq <= frame.prev) {
      broken.push(`${frame.topic}: ${frame.seq} after ${frame.prev}, held ${known?.seq}`)
      return
    }
    held.set(frame.topic, { ...known, seq: frame.seq })
    if (frame.t === 'event') return void events.get(frame.topic)?.told.push({ seq: frame.seq, id: frame.id })
    const state = states.get(frame.topic)
    for (const row of frame.up) {
      if (state instanceof Map) state.set(row['trade_id'], row)
      else Object.assign(state ?? {}, row)
    }
    for (const key of frame.del) if (state instanceof Map) state.delete(key)
  }
  return {
    receive: (frame: ServerFrame): void => {
      if (frame.t === 'snapshot') snapshot(frame)
      else if (frame.t === 'delta' || frame.t === 'event') change(frame)
      else if (frame.t === 'reset') broken.push(`${frame.topic} was reset: ${frame.reason}`)
    },
    wish: () => ({ op: 'subscribe', id: 1, topics, resume: Object.fromEntries(held), max_hz: 2 }),
    held,
    events,
    broken,
    snapshots: () => snapshots,
    state: (topic: string) => {
      const state = states.get(topic)
      return state instanceof Map ? [...state.values()] : state
    },
  }
}

/** A client that connects, drops and stalls as `random` (from 0 to 1) says, until it is told to settle. */
export const startRoamingClient = (url: string, topics: readonly string[], random: () => number) => {
  const keeper = createKeeper(topics)
  let socket: WebSocket | null = null
  let settling = false
  let ended = false
  const counts = { connects: 0, drops: 0, stalls: 0 }

  const session = async (): Promise<void> => {
    const one = new WebSocket(`${url.replace('http', 'ws')}/api/v1/stream`, ['papertape.v1+json'])
    socket = one
    const closed = new Promise<void>((resolve) => one.once('close', () => resolve()))
    one.on('error', () => undefined)
    one.on('open', () => {
      counts.connects += 1
      one.send(JSON.stringify(keeper.wish()))
    })
    one.on('message', (data: Buffer) => {
      // What is still in the pipe of a connection that was given up belongs to nobody.
      if (socket !== one) return
      const frame = JSON.parse(data.toString()) as ServerFrame
      keeper.receive(frame)
      // A gateway that has just started may not know the projection yet.
      if (frame.t === 'ack' && frame.results.some(({ ok }) => !ok)) one.terminate()
    })
    while (!settling && socket === one) {
      await Promise.race([delay(200 + random() * 2500), closed])
      if (settling || one.readyState !== one.OPEN) break
      const what = random()
      if (what < 0.5) {
        counts.drops += 1
        socket = null
        one.terminate()
      } else if (what < 0.75) {
        counts.stalls += 1
        one.pause()
        await delay(random() * 3000)
        one.resume()
      }
    }
    await closed
  }
  const running = (async () => {
    while (!ended) {
      await session()
      await delay(50 + random() * 250)
    }
  })()
  return {
    keeper,
    counts,
    settle: () => {
      settling = true
    },
    end: async () => {
      ended = true
      socket?.terminate()
      await running
    },
  }
}
