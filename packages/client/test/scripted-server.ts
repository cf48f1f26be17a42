import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type WebSocket as Socket, WebSocketServer } from 'ws'

/** Checks a condition until it holds. It fails after `timeoutMs` with what it waited for. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> => {
  const endMs = performance.now() + timeoutMs
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`waited ${timeoutMs} ms for: ${what}`)
    await pause(5)
  }
}

export type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

/** A server on a real socket that answers what each test says. */
export type ScriptedServer = AsyncDisposable & {
  url: string
  /** Requests in the order in which they came. */
  heard: Heard[]
  /** How the next requests are answered; the last one stays. */
  answers: ((response: ServerResponse, request: Heard) => void)[]
  /** Each WebSocket that was opened, with what it sent. */
  sockets: { socket: Socket; frames: Record<string, unknown>[]; protocol: string }[]
  /** What a new WebSocket meets; without it, it is closed. */
  onSocket: ((socket: Socket) => void) | null
}

const readText = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

export const startScriptedServer = async (): Promise<ScriptedServer> => {
  const http = createServer((request, response) => {
    void readText(request).then((body) => {
      const { method = '', url = '', headers } = request
      const heard = { method, url, headers, body }
      scripted.heard.push(heard)
      const [answer] = scripted.answers
      if (scripted.answers.length > 1) scripted.answers.shift()
      if (answer === undefined) response.destroy()
      else answer(response, heard)
    })
  })
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => {
    const frames: Record<string, unknown>[] = []
    scripted.sockets.push({ socket, frames, protocol: socket.protocol })
    socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString())))
    if (scripted.onSocket === null) socket.close(1013)
    else scripted.onSocket(socket)
  })
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve)
  })
  const { port } = http.address() as AddressInfo
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${port}`,
    heard: [],
    answers: [],
    sockets: [],
    onSocket: null,
    async [Symbol.asyncDispose]() {
      for (const { socket } of scripted.sockets) socket.terminate()
      sockets.close()
      http.closeAllConnections()
      await new Promise((resolve) => {
        http.close(resolve)
      })
    },
  }
  return scripted
}

/** An answer as JSON. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(body))
  }

/** A problem as the gateway answers it. */
export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(
    status,
    { type: `/api/problems/${code}`, title: code, status, detail: `It is ${code}.`, code, request_id: 'r-1' },
    { 'content-type': 'application/problem+json', ...headers },
  )

/** A success in the envelope. */
export const success = (data: unknown, more: { page?: { next: string | null }; seq?: number } = {}) =>
  json(200, {
    success: true,
    data,
    ...(more.page === undefined ? {} : { page: more.page }),
    meta: { as_of: { seq: more.seq ?? 7, time: '2024-01-01T00:00:00.000Z' } },
  })
