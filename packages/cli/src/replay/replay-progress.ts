import { percentOf, perSecond, progressLine } from '../progress-line.ts'

/** How far a replay of so many lines has come; what it says stays beside where it stood. */
export const replayProgress = (lines: number) => {
  const startMs = performance.now()
  const progress = progressLine('replay')
  let here = 0
  const status = (seconds: number) =>
    `line ${here} of ${lines} (${percentOf(here, lines)} %), ${perSecond(here, seconds)} lines/s`
  return {
    line(number: number) {
      here = number
      progress.at(status)
    },
    say(what: string) {
      progress.say(`${what} (${status((performance.now() - startMs) / 1000)})`)
    },
    end: progress.end,
  }
}
