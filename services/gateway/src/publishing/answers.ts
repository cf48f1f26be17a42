import type { Gateway } from '../gateway.ts'
import { envelope } from '../http/answer.ts'
import { Problem } from '../http/problem.ts'
import type { SentAnswer } from './idempotency-keys.ts'
import type { Outcome } from './outcome.ts'
import { batchStatus, isSettled, resultsOf, taken } from './results.ts'
import type { RefusedLine, SignalLine } from './signal-lines.ts'

/** What is answered to a request, and whether sending the same again could bring more. */
export type Answered = { sent: SentAnswer; settled: boolean }

type Place = Pick<Gateway, 'watch'>

/** Publishing reads nothing, so when the fact at that position was written is not known here. */
const textOf = ({ watch }: Place, data: unknown): string =>
  envelope({ as_of: { seq: watch.place()?.seq ?? 0, time: null } }, data)

/** The answer to one signal. @throws Problem where it is not stored. */
export const answerToSignal = (place: Place, botId: string, line: SignalLine, outcome: Outcome): Answered => {
  if (outcome instanceof Problem) throw outcome
  const data = taken(botId, line.signal_id, outcome.seq)
  return { sent: { status: 202, location: data.location, answer: textOf(place, data) }, settled: true }
}

/** The answer to a batch: a result per line, in order. @throws Problem where the bus took none of them. */
export const answerToBatch = (
  place: Place,
  { botId, requestId }: { botId: string; requestId: string },
  lines: readonly (SignalLine | RefusedLine)[],
  outcomes: ReadonlyMap<number, Outcome>,
): Answered => {
  const problems = [...outcomes.values()].filter((outcome) => outcome instanceof Problem)
  // Of several, the one that promises least.
  const worst = problems.find(({ code }) => code === 'outcome-unknown') ?? problems[0]
  if (worst !== undefined && problems.length === lines.length) throw worst
  const results = resultsOf(lines, outcomes, { botId, requestId })
  const stored = results.filter(({ status }) => status === 202).length
  const data = { bot_id: botId, lines: results.length, stored, results }
  return {
    sent: { status: batchStatus(results), location: null, answer: textOf(place, data) },
    settled: isSettled(results),
  }
}
