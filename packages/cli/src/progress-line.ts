/** Tells on stderr how far work has come: one line rewritten on a terminal, a line every five seconds elsewhere. */
export type ProgressLine = {
  /** Says how it stands, if the last time is long enough ago; `status` is only asked then. */
  at(status: (elapsedSeconds: number) => string): void
  /** Says a line that stays, above what follows. */
  say(line: string): void
  end(): void
}

const EVERY_MS = { terminal: 200, elsewhere: 5000 }

/** How much of all is done, in whole per cent; of nothing, all. */
export const percentOf = (done: number, all: number): number =>
  all === 0 ? 100 : Math.min(100, Math.floor((done / all) * 100))

/** How many a second, whole ones; time is never nothing. */
export const perSecond = (count: number, seconds: number): number => Math.round(count / Math.max(seconds, 0.001))

/** Progress of `what`, which each line begins with. */
export const progressLine = (what: string): ProgressLine => {
  const startMs = performance.now()
  const terminal = process.stderr.isTTY
  const everyMs = terminal ? EVERY_MS.terminal : EVERY_MS.elsewhere
  let toldMs = startMs
  const clear = () => {
    if (terminal) process.stderr.write('\r\u001b[K')
  }
  return {
    at(status) {
      const nowMs = performance.now()
      if (nowMs - toldMs < everyMs) return
      toldMs = nowMs
      clear()
      process.stderr.write(`${what}: ${status((nowMs - startMs) / 1000)}${terminal ? '' : '\n'}`)
    },
    say(line) {
      clear()
      process.stderr.write(`${what}: ${line}\n`)
    },
    end: clear,
  }
}
