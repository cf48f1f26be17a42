import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from './running-system.ts'

/** What a server made of a load. Times run from when a request was due, so a late one counts its waiting. */
export type LoadResult = {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  /** Answers with another status than 200. */
  failed: number
}

type Connection = { socket: Socket; dueAtMs: number | null }

const HEAD_END = Buffer.from('\r\n\r\n')

/** Splits what a connection receives into answers. Chunked bodies are not understood: none of ours are. */
const answersOf = (onAnswer: (status: number) => void): ((chunk: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const headEnd = rest.indexOf(HEAD_END)
      if (headEnd < 0) return
      const head = rest.toString('latin1', 0, headEnd)
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
      if (length === undefined) throw new Error(`no content-length in: ${head}`)
      const end = headEnd + HEAD_END.length + Number(length)
      if (rest.length < end) return
      rest = rest.subarray(end)
      onAnswer(Number(head.slice(9, 12)))
    }
  }
}

/**
 * Asks for paths of a server in turn, on kept-alive connections: `perSecond` times a second whether or not earlier answers
 * have come, or without it as often as answers come. A raw client, so that the machine's second core is enough to ask.
 */
export const loadHttp = async (
  origin: string,
  paths: readonly string[],
  { seconds, connections = 32, perSecond }: { seconds: number; connections?: number; perSecond?: number },
): Promise<LoadResult> => {
  const { hostname, port } = new URL(origin)
  const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`)
  let turn = 0
  const tookMs: number[] = []
  const waiting: number[] = []
  const free: Connection[] = []
  let failed = 0
  let ended = false

  const ask = (connection: Connection, dueAtMs: number): void => {
    connection.dueAtMs = dueAtMs
    connection.socket.write(requests[turn++ % requests.length] ?? '')
  }
  const open = async (): Promise<Connection> => {
    const socket = connect(Number(port), hostname).setNoDelay(true)
    const connection: Connection = { socket, dueAtMs: null }
    const onAnswer = (status: number): void => {
      const now = performance.now()
      if (connection.dueAtMs !== null) tookMs.push(now - connection.dueAtMs)
      if (status !== 200) failed += 1
      const next = perSecond === undefined && !ended ? now : waiting.shift()
      connection.dueAtMs = null
      if (next === undefined) free.push(connection)
      else ask(connection, next)
    }
    socket.on('data', answersOf(onAnswer))
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return connection
  }

  const all = await Promise.all(Array.from({ length: connections }, open))
  const startedAtMs = performance.now()
  const elapsedMs = () => performance.now() - startedAtMs
  if (perSecond === undefined) {
    for (const connection of all) ask(connection, performance.now())
    await pause(seconds * 1000)
  } else {
    free.push(...all)
    let asked = 0
    while (elapsedMs() < seconds * 1000) {
      for (; asked < (elapsedMs() / 1000) * perSecond; asked += 1) {
        const dueAtMs = startedAtMs + (asked / perSecond) * 1000
        const connection = free.pop()
        if (connection === undefined) waiting.push(dueAtMs)
        else ask(connection, dueAtMs)
      }
      await pause(1)
    }
  }
  const tookSeconds = elapsedMs() / 1000
  ended = true
  for (const { socket } of all) socket.destroy()
  const sorted = tookMs.toSorted((a, b) => a - b)
  return {
    requests: sorted.length,
    perSecond: sorted.length / tookSeconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? Number.NaN,
    failed,
  }
}
