import type { TapeMessage } from './message.ts'

/** Hands messages to a handler one after the other, waiting only where the handler answers with a promise. */
export type DeliveryQueue = {
  push(message: TapeMessage): void
  /** Whether everything pushed has been handled. */
  isEmpty(): boolean
  /** Forgets what is waiting; fulfilled when the handler that runs has returned. */
  clear(): Promise<void>
}

export const createDeliveryQueue = (options: {
  handle(message: TapeMessage): void | Promise<void>
  onHandled(message: TapeMessage): void
  onThrown(error: unknown): void
}): DeliveryQueue => {
  let waiting: TapeMessage[] = []
  let next = 0
  let running: Promise<void> | null = null
  let stopped = false

  const stop = (error: unknown) => {
    stopped = true // what comes behind a message that was not handled must not be handled either
    options.onThrown(error)
  }

  /** Whether the next message may be handled at once. */
  const handle = (message: TapeMessage): boolean => {
    let result: void | Promise<void>
    try {
      result = options.handle(message)
    } catch (error) {
      stop(error)
      return false
    }
    if (!(result instanceof Promise)) {
      options.onHandled(message)
      return true
    }
    running = result.then(
      () => {
        running = null
        options.onHandled(message)
        drain()
      },
      (error: unknown) => {
        running = null
        stop(error)
      },
    )
    return false
  }
  const drain = () => {
    while (running === null && next < waiting.length) {
      const message = waiting[next]
      next += 1
      if (message === undefined || !handle(message)) break
    }
    if (next === waiting.length) {
      waiting = []
      next = 0
    }
  }
  return {
    push(message) {
      if (stopped) return
      if (running !== null || waiting.length > 0) waiting.push(message)
      else handle(message)
    },
    isEmpty: () => running === null && waiting.length === 0,
    async clear() {
      waiting = []
      next = 0
      await running
    },
  }
}
