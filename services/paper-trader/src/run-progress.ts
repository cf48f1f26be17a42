import { subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'

/** How far the owner of a partition had got with a run when nothing was under way last; what `replay` asks for. */
export type Progress = {
  run: string
  partition: number
  /** REPLAYS is worked through up to here, with every fact that follows in the ledger. */
  seq: number
  /** The ledger is heard up to here, likewise. */
  ledger_seq: number
}

/** How far a run is now; `null` while something is under way. */
export type Position = { seq: number; ledger_seq: number } | null

/** Answers on core NATS how far each run is, until the returned function is called. */
export const answerProgress = (
  tape: Tape,
  partition: number,
  positionOf: (run: string) => Promise<Position>,
): (() => void) => {
  const last = new Map<string, { seq: number; ledger_seq: number }>()
  return tape.respond(subjects.replayProgress('*', partition), async (subject): Promise<Progress> => {
    const run = subject.split('.')[1] ?? ''
    const position = await positionOf(run)
    if (position !== null) last.set(run, position)
    return { run, partition, ...(last.get(run) ?? { seq: 0, ledger_seq: 0 }) }
  })
}
