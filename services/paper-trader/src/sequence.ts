/** Runs tasks one after another. */
export type Sequence = {
  /** Runs a task behind those before it: at once, and synchronously if it is, when there are none. */
  run(task: () => void | Promise<void>): void | Promise<void>
  readonly isIdle: boolean
}

/** A sequence; one that fails goes on with the next, and its own promise tells. */
export const createSequence = (): Sequence => {
  let tail: Promise<void> | null = null
  return {
    run(task) {
      const result = tail === null ? task() : tail.then(task)
      if (!(result instanceof Promise)) return
      const ended = result.catch(() => {}) // Whoever ran it hears of it.
      tail = ended
      void ended.then(() => {
        if (tail === ended) tail = null
      })
      return result
    },
    get isIdle() {
      return tail === null
    },
  }
}
