import { once } from 'node:events'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { type ServerFrame, type ServerFrameOf, serverFrame } from '../src/feed/frames.ts'

const POLL = { timeout: 15_000, interval: 5 }

type Row = Record<string, unknown>

/** Applies the frames of one state topic as docs/feed.md says. */
export const stateOf = (frames: readonly ServerFrame[], topic: string): Row | Row[] | undefined => {
  let rows: Map<unknown, Row> | null = null
  let object: Row | null = null
  let complete = true
  for (const frame of frames) {
    if (!('topic' in frame) || frame.topic !== topic) continue
    if (frame.t === 'snapshot') {
      const isRows = Array.isArray(frame.data)
      if (complete) {
        rows = isRows ? new Map() : null
        object = isRows ? null : {}
      }
      if (Array.isArray(frame.data)) for (const row of frame.data) rows?.set(row['trade_id'], row)
      else Object.assign(object ?? {}, frame.data)
      complete = frame.last
    } else if (frame.t === 'delta') {
      for (const row of frame.up) {
        if (rows === null) Object.assign(object ?? {}, row)
        else rows.set(row['trade_id'], row)
      }
      for (const key of frame.del) {
        if (rows === null) delete object?.[key]
        else rows.delete(key)
      }
    }
  }
  return rows === null ? (object ?? undefined) : [...rows.values()]
}

/** A WebSocket client that keeps all it is sent, each frame checked by its schema. */
export const listen = async (
  url: string,
  options: { protocols?: string[]; headers?: Record<string, string>; hello?: boolean } = {},
) => {
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/api/v1/stream`,
    options.protocols ?? ['papertape.v1+json'],
    {
      headers: options.headers ?? {},
    },
  )
  const frames: ServerFrame[] = []
  let closed: { code: number; reason: string } | null = null
  socket.on('message', (data: Buffer) => frames.push(serverFrame.parse(JSON.parse(data.toString()))))
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  let ids = 0
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  const of = <Kind extends ServerFrame['t']>(t: Kind, topic?: string): ServerFrameOf<Kind>[] =>
    frames.filter(
      (frame): frame is ServerFrameOf<Kind> =>
        frame.t === t && (topic === undefined || ('topic' in frame && frame.topic === topic)),
    )
  const count = async <Kind extends ServerFrame['t']>(t: Kind, most: number, topic?: string) => {
    await expect.poll(() => of(t, topic).length, POLL).toBeGreaterThanOrEqual(most)
    return of(t, topic)
  }
  return {
    socket,
    frames,
    send,
    of,
    count,
    closed: async () => {
      await expect.poll(() => closed, POLL).not.toBeNull()
      return closed as unknown as { code: number; reason: string }
    },
    /** Sends an operation and waits for its answer. */
    ask: async (message: Row): Promise<ServerFrameOf<'ack'>> => {
      ids += 1
      const id = ids
      send({ id, ...message })
      await expect.poll(() => of('ack').some((ack) => ack.id === id), POLL).toBe(true)
      return of('ack').find((ack) => ack.id === id) as ServerFrameOf<'ack'>
    },
    state: (topic: string) => stateOf(frames, topic),
    /** Waits until a state topic shows what REST shows. */
    shows: async (topic: string, expected: () => Promise<unknown>) => {
      await expect.poll(async () => JSON.stringify(stateOf(frames, topic)), POLL).toBe(JSON.stringify(await expected()))
    },
    close: () => socket.terminate(),
  }
}
