import { PROBLEMS, Problem, type ProblemBody, problemBody } from '../http/problem.ts'
import type { Outcome } from './outcome.ts'
import type { RefusedLine, SignalLine } from './signal-lines.ts'

/** What became of a signal that is stored durably. */
export type Taken = { bot_id: string; signal_id: string; input_seq: number; location: string }

/** What became of one line of a batch. */
export type LineResult =
  | { line: number; status: 202; signal_id: string; input_seq: number; location: string }
  | { line: number; status: number; signal_id: string | null; problem: ProblemBody }

/** A stored signal as it is answered; `location` is where its disposition will be. */
export const taken = (bot_id: string, signal_id: string, input_seq: number): Taken => ({
  bot_id,
  signal_id,
  input_seq,
  location: `/api/v1/signals/${bot_id}/${encodeURIComponent(signal_id)}`,
})

const refused = (line: number, signal_id: string | null, problem: Problem, requestId: string): LineResult => ({
  line,
  status: PROBLEMS[problem.code][0],
  signal_id,
  problem: problemBody(problem, { id: requestId }),
})

/** What became of each line of a batch, in order. */
export const resultsOf = (
  lines: readonly (SignalLine | RefusedLine)[],
  outcomes: ReadonlyMap<number, Outcome>,
  { botId, requestId }: { botId: string; requestId: string },
): LineResult[] =>
  lines.map((line) => {
    if ('problem' in line) return refused(line.line, null, line.problem, requestId)
    const outcome = outcomes.get(line.line)
    if (outcome === undefined) throw new RangeError(`nothing is known of line ${line.line}`)
    if (outcome instanceof Problem) return refused(line.line, line.signal_id, outcome, requestId)
    const { bot_id: _bot, ...rest } = taken(botId, line.signal_id, outcome.seq)
    return { line: line.line, status: 202, ...rest }
  })

/** Whether sending the same again could bring more. */
export const isSettled = (results: readonly LineResult[]): boolean => results.every(({ status }) => status < 500)

/** 202 where every line is stored, else 207. */
export const batchStatus = (results: readonly LineResult[]): 202 | 207 =>
  results.every(({ status }) => status === 202) ? 202 : 207
