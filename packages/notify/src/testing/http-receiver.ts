import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came. */
export type Received = { path: string; headers: IncomingMessage['headers']; body: string; atMs: number }

/** How a receiver answers; it may also not. */
export type Respond = (request: Received, response: ServerResponse) => void | Promise<void>

/** A receiver of webhooks on a loopback port of its own, which keeps what it was sent. */
export type HttpReceiver = AsyncDisposable & {
  url: string
  received: Received[]
  /** From now on. */
  respond(how: Respond): void
  /** Called when a connection is opened, before anything is read from it. */
  onConnection(listener: () => void): void
}

/** Answers 200 until told otherwise. */
export const startHttpReceiver = async (): Promise<HttpReceiver> => {
  const received: Received[] = []
  let how: Respond = (_request, response) => void response.end('ok')
  let hearConnection = () => {}
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return // the sender is gone
    }
    const whole = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      atMs: Date.now(),
    }
    received.push(whole)
    await how(whole, response)
  }
  const server = createServer((request, response) => void hear(request, response))
  server.on('connection', () => hearConnection())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    respond: (given) => {
      how = given
    },
    onConnection: (listener) => {
      hearConnection = listener
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
