import type { BuildProgress } from '@papertape/projection'
import { percentOf, perSecond, progressLine } from '../progress-line.ts'

/** How far a build has come, for `rebuild` or `verify`. */
export const rebuildProgress = (what: string) => {
  const progress = progressLine(what)
  return {
    at({ seq, lastSeq, events, elapsedMs }: BuildProgress) {
      const rate = perSecond(events, elapsedMs / 1000)
      progress.at(() => `event ${seq} of ${lastSeq} (${percentOf(seq, lastSeq)} %), ${rate} events/s`)
    },
    end: progress.end,
  }
}
