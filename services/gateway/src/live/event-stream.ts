import type { ServerResponse } from 'node:http'

/** One client of Server-Sent Events. A client that does not read is dropped; its browser comes back by itself. */
export type EventStream = {
  /** Sends one event; `false` when the client cannot take it now, and then nothing of it was sent. */
  send: (event: { id: string; data: string }) => boolean
  comment: (text: string) => void
  close: () => void
}

/** A client that has taken nothing for so long is gone. */
const STALLED_MS_MAX = 20_000
const RETRY_MS = 3000

/** Begins a stream on a response whose status and headers are not sent yet. */
export const openEventStream = (response: ServerResponse, headers: Record<string, string>): EventStream => {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write(`retry: ${RETRY_MS}\n\n`)
  let stalledSinceMs: number | null = null

  const writable = (): boolean => {
    if (response.destroyed) return false
    if (!response.writableNeedDrain) {
      stalledSinceMs = null
      return true
    }
    stalledSinceMs ??= Date.now()
    if (Date.now() - stalledSinceMs > STALLED_MS_MAX) response.destroy()
    return false
  }

  return {
    send: ({ id, data }) => {
      if (!writable()) return false
      response.write(`id: ${id}\ndata: ${data}\n\n`)
      return true
    },
    comment: (text) => {
      if (writable()) response.write(`: ${text}\n\n`)
    },
    close: () => response.end(),
  }
}
