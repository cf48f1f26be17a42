import type { BuildProgress } from '@papertape/projection'

/** Tells on stderr how far a build has come: one line rewritten on a terminal, a line every five seconds elsewhere. */
export const rebuildProgress = (what: string) => {
  const terminal = process.stderr.isTTY
  let toldMs = performance.now()
  const clear = () => {
    if (terminal) process.stderr.write('\r\u001b[K')
  }
  return {
    at({ seq, lastSeq, events, elapsedMs }: BuildProgress) {
      const nowMs = performance.now()
      if (nowMs - toldMs < (terminal ? 200 : 5000)) return
      toldMs = nowMs
      clear()
      const percent = lastSeq === 0 ? 100 : Math.floor((seq / lastSeq) * 100)
      const rate = Math.round(events / Math.max(elapsedMs / 1000, 0.001))
      process.stderr.write(
        `${what}: event ${seq} of ${lastSeq} (${percent} %), ${rate} events/s${terminal ? '' : '\n'}`,
      )
    },
    say(line: string) {
      clear()
      process.stderr.write(`${what}: ${line}\n`)
    },
    end: clear,
  }
}
