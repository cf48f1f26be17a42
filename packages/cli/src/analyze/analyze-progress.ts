/** Tells on stderr how far reading has come: one line rewritten on a terminal, a line every five seconds elsewhere. */
export const analyzeProgress = () => {
  const startMs = performance.now()
  const terminal = process.stderr.isTTY
  let toldMs = startMs
  const clear = () => {
    if (terminal) process.stderr.write('\r\u001b[K')
  }
  return {
    /** Cheap enough to be called for each chunk that is read. */
    at({ rows, bytes, bytesAll }: { rows: number; bytes: number; bytesAll: number }) {
      const nowMs = performance.now()
      if (nowMs - toldMs < (terminal ? 200 : 5000)) return
      toldMs = nowMs
      clear()
      const percent = bytesAll === 0 ? '' : ` (${Math.min(100, Math.floor((bytes / bytesAll) * 100))} %)`
      const rate = Math.round(rows / ((nowMs - startMs) / 1000))
      process.stderr.write(`analyze: ${rows} rows${percent}, ${rate} rows/s${terminal ? '' : '\n'}`)
    },
    say(line: string) {
      clear()
      process.stderr.write(`analyze: ${line}\n`)
    },
    end: clear,
  }
}
