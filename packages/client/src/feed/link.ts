import { jitterMs } from '../pause.ts'
import { type Connection, type ConnectionTimes, type Ending, openConnection } from './connection.ts'
import type { Environment } from './environment.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'
import type { Polling } from './polling.ts'
import type { FeedStatus, StatusBoard } from './status.ts'

export type LinkParts = {
  url: string
  Socket: typeof WebSocket
  environment: Environment
  random: () => number
  board: StatusBoard
  polling: Polling
  /** Whether anything is listened to. */
  wanted: () => boolean
  /** Whether all that was asked for is being told. */
  whole: () => boolean
  /** Whether all that was asked for was refused, so that the server will end the connection. */
  hopeless: () => boolean
  onFrame: (frame: ServerFrame) => void
  /** The connection is over; called before the next one is made. */
  onDown: () => void
  times: Partial<ConnectionTimes & { retryFirstMs: number; retryMostMs: number }>
}

/** A connection that comes back by itself as long as it is wanted. */
export type Link = {
  /** Looks at what is wanted now: connects, or ends the connection. */
  update: () => void
  /** Whether it could be sent: not before the server has said hello. */
  send: (frame: ClientFrame) => boolean
  close: () => void
}

/** Attempts that fail before values are polled. */
const FAILURES_MAX = 3
/** A connection that lasts less counts as failed, else one that breaks at once would be made anew without a pause. */
const STEADY_MS = 5000
const UNAUTHORIZED = 4401

/** No connection yet. */
export const createLink = (parts: LinkParts): Link => {
  const { environment, board, polling, random, times } = parts
  let connection: Connection | null = null
  let greeted = false
  let liveSinceMs: number | null = null
  let attempts = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let refused: 'closed' | 'unauthorized' | null = null

  /** Why there is to be no connection; `null` where there is to be one. */
  const obstacle = (): FeedStatus['reason'] => {
    if (refused !== null) return refused
    if (!parts.wanted()) return 'idle'
    return environment.online() ? null : 'no_network'
  }

  const disconnect = (): void => {
    clearTimeout(retryTimer)
    retryTimer = undefined
    connection?.close()
    connection = null
    greeted = false
    liveSinceMs = null
    parts.onDown()
  }

  const rest = (reason: FeedStatus['reason']): void => {
    disconnect()
    polling.stop()
    attempts = 0
    board.set({ state: 'offline', reason, polling: false, attempts })
  }

  const onEnd = ({ code, stayAwayMs }: Ending): void => {
    if (liveSinceMs !== null && performance.now() - liveSinceMs >= STEADY_MS) attempts = 0
    if (code === UNAUTHORIZED) refused = 'unauthorized'
    const reason = obstacle()
    if (reason !== null) return rest(reason)
    disconnect()
    if (attempts >= FAILURES_MAX) polling.start()
    board.set({ state: 'reconnecting', reason: null, polling: polling.running(), attempts })
    const { retryFirstMs: firstMs = 500, retryMostMs: mostMs = 30_000 } = times
    const delayMs = jitterMs(attempts + 1, { firstMs, mostMs, random })
    retryTimer = setTimeout(connect, Math.max(stayAwayMs ?? 0, delayMs))
  }

  const onFrame = (frame: ServerFrame): void => {
    if (frame.t === 'hello') greeted = true
    parts.onFrame(frame)
    // Handlers may have ended what this frame came over.
    if (connection === null) return
    if (parts.hopeless()) return rest('refused')
    if (liveSinceMs === null && parts.whole()) {
      liveSinceMs = performance.now()
      polling.stop()
    }
    if (liveSinceMs === null) board.set({ state: 'reconnecting', reason: null })
    else board.set({ state: 'live', reason: null, polling: false, attempts: 0 })
  }

  const connect = (): void => {
    clearTimeout(retryTimer)
    retryTimer = undefined
    attempts += 1
    board.set({ state: 'reconnecting', reason: null, attempts })
    const onSilence = (): void => board.set({ state: 'stale' })
    connection = openConnection(parts.url, { onFrame, onSilence, onEnd }, parts.Socket, times)
  }

  const update = (): void => {
    const reason = obstacle()
    if (reason !== null) rest(reason)
    else if (connection === null && retryTimer === undefined) connect()
  }
  const stopListening = environment.listen(() => {
    // Back on the network, or looked at again: the pause that was being waited out has no reason any more.
    if (environment.visible() && connection === null) {
      clearTimeout(retryTimer)
      retryTimer = undefined
    }
    update()
  })

  return {
    update,
    send: (frame) => {
      if (connection === null || !greeted) return false
      connection.send(frame)
      return true
    },
    close: () => {
      refused = 'closed'
      stopListening()
      rest('closed')
    },
  }
}
