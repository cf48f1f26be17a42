import { percentOf, perSecond, progressLine } from '../progress-line.ts'

/** How far reading has come. */
export const analyzeProgress = () => {
  const progress = progressLine('analyze')
  return {
    /** Cheap enough to be called for each chunk that is read. */
    at({ rows, bytes, bytesAll }: { rows: number; bytes: number; bytesAll: number }) {
      // What is no file of a known size, such as a pipe, has no part that is read.
      const percent = bytesAll === 0 ? '' : ` (${percentOf(bytes, bytesAll)} %)`
      progress.at((seconds) => `${rows} rows${percent}, ${perSecond(rows, seconds)} rows/s`)
    },
    say: progress.say,
    end: progress.end,
  }
}
