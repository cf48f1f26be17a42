/** Tells on stderr how far a replay has come: one line rewritten on a terminal, a line every five seconds elsewhere. */
export const replayProgress = (lines: number) => {
  const startMs = performance.now()
  const terminal = process.stderr.isTTY
  let toldMs = startMs
  let here = 0
  const status = () => {
    const seconds = (performance.now() - startMs) / 1000
    const percent = lines === 0 ? 100 : Math.floor((here / lines) * 100)
    return `line ${here} of ${lines} (${percent} %), ${Math.round(here / Math.max(seconds, 0.001))} lines/s`
  }
  const clear = () => {
    if (terminal) process.stderr.write('\r\u001b[K')
  }
  return {
    line(number: number) {
      here = number
      const nowMs = performance.now()
      if (nowMs - toldMs < (terminal ? 200 : 5000)) return
      toldMs = nowMs
      clear()
      process.stderr.write(`replay: ${status()}${terminal ? '' : '\n'}`)
    },
    say(what: string) {
      clear()
      process.stderr.write(`replay: ${what} (${status()})\n`)
    },
    end: clear,
  }
}
