import { type ClientFrame, PROTOCOL, parseFrame, type ServerFrame } from './frames.ts'

/** How a connection ended: the WebSocket close code, and how long the server asked to stay away. */
export type Ending = { code: number; opened: boolean; stayAwayMs: number | null }

export type ConnectionHandlers = {
  onFrame: (frame: ServerFrame) => void
  /** Nothing was heard for two heartbeats. What comes next shows that it was a pause only. */
  onSilence: () => void
  /** Once, whatever ended it. Not called after `close`. */
  onEnd: (ending: Ending) => void
}

/** One WebSocket, from opening to its end. */
export type Connection = { send: (frame: ClientFrame) => void; close: () => void }

/** Of everything that a connection may wait for, in milliseconds. */
export type ConnectionTimes = { openMsMax: number; heartbeatMs: number }

const TIMES: ConnectionTimes = { openMsMax: 10_000, heartbeatMs: 15_000 }

/**
 * Opens a WebSocket to the feed. It ends when the server ends it, when `hello` does not come in time, and when nothing is
 * heard for three heartbeats: a broken line tells nobody.
 */
export const openConnection = (
  url: string,
  { onFrame, onSilence, onEnd }: ConnectionHandlers,
  Socket: typeof WebSocket,
  times: Partial<ConnectionTimes> = {},
): Connection => {
  const { openMsMax, heartbeatMs: ms } = { ...TIMES, ...times }
  let heartbeatMs = ms
  let stayAwayMs: number | null = null
  let opened = false
  let ended = false
  const socket = new Socket(url, PROTOCOL)

  const leave = (): void => {
    ended = true
    clearTimeout(timer)
    socket.close()
  }
  const end = (code: number): void => {
    if (ended) return
    leave()
    onEnd({ code, opened, stayAwayMs })
  }
  let timer = setTimeout(() => end(1006), openMsMax)
  const watch = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      onSilence()
      if (!ended) timer = setTimeout(() => end(1006), heartbeatMs)
    }, 2 * heartbeatMs)
  }

  socket.addEventListener('message', ({ data }) => {
    if (ended) return
    const frame = parseFrame(data)
    if (frame === null) return
    if (frame.t === 'hello') {
      opened = true
      heartbeatMs = frame.heartbeat_ms
    }
    if (frame.t === 'bye') stayAwayMs = frame.reconnect_after_ms
    if (opened) watch()
    onFrame(frame)
  })
  // The event of an error says nothing; `close` always follows it.
  socket.addEventListener('error', () => {})
  socket.addEventListener('close', ({ code }) => end(code))

  return {
    send: (frame) => {
      if (!ended && socket.readyState === 1) socket.send(JSON.stringify(frame))
    },
    close: leave,
  }
}
