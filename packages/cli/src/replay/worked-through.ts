import { setTimeout as pause } from 'node:timers/promises'
import { subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'

/** How far the paper trader that owns a partition has got with a run. */
type Progress = { run: string; partition: number; seq: number; ledger_seq: number }

const isProgress = (answer: unknown): answer is Progress =>
  typeof answer === 'object' && answer !== null && 'seq' in answer && 'ledger_seq' in answer

/**
 * Waits until the owner of a partition says that it has worked through a run's ticks up to `seq` and heard the ledger up
 * to `ledgerSeq`, with every fact that follows from them in the ledger. While nobody answers (a fail-over is under way, no
 * trader runs), it goes on asking; `onSilence` tells after each five seconds of that.
 */
export const untilWorkedThrough = async (
  tape: Tape,
  wanted: { run: string; partition: number; seq: number; ledgerSeq: number },
  options: { signal: AbortSignal; onSilence: (seconds: number) => void },
): Promise<void> => {
  const subject = subjects.replayProgress(wanted.run, wanted.partition)
  let silentSinceMs = performance.now()
  let toldSeconds = 0
  for (let attempt = 0; ; attempt += 1) {
    options.signal.throwIfAborted()
    const answer = await tape.ask(subject, 1000)
    if (isProgress(answer)) {
      if (answer.seq >= wanted.seq && answer.ledger_seq >= wanted.ledgerSeq) return
      silentSinceMs = performance.now()
      toldSeconds = 0
    }
    const silentSeconds = Math.floor((performance.now() - silentSinceMs) / 5000) * 5
    if (silentSeconds > toldSeconds) options.onSilence(silentSeconds)
    toldSeconds = Math.max(toldSeconds, silentSeconds)
    await pause(Math.min(50, attempt), undefined, { signal: options.signal })
  }
}
