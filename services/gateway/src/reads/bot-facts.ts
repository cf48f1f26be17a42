import { ALL_BOTS, type LedgerEvent, parseFact, subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'

/** More facts than were allowed lie in the range. */
export class TooManyFacts extends Error {
  override name = 'TooManyFacts'
}

/** What a bot's figures follow from: its own history, marks of its partition, and the clock. */
export const subjectsOfBot = (tape: Pick<Tape, 'partitionOf'>, botId: string): string[] => {
  const partition = tape.partitionOf(botId)
  return [
    subjects.history(partition, botId),
    subjects.fact(partition, ALL_BOTS, 'marks.recorded'),
    subjects.fact(0, ALL_BOTS, 'clock.ticked'),
  ]
}

/**
 * Hears the facts of LEDGER on some subjects, from one sequence to another, both included, in order.
 * @throws TooManyFacts behind `most`; whatever `hear` throws; the signal's reason.
 */
export const hearFacts = async (
  tape: Pick<Tape, 'follow'>,
  range: { subjects: readonly string[]; from: number; to: number; most: number },
  signal: AbortSignal,
  hear: (event: LedgerEvent, seq: number) => void,
): Promise<void> => {
  const { from, to, most } = range
  if (from > to) return
  let heard = 0
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: range.subjects,
    from,
    signal,
    onMessage(message) {
      if (message.seq > to) return
      heard += 1
      if (heard > most) throw new TooManyFacts(`more than ${most} facts`)
      hear(parseFact(message.text()), message.seq)
    },
  })
  try {
    await Promise.race([follower.reached(to, signal), follower.done])
    signal.throwIfAborted()
  } finally {
    follower.close()
    await follower.done.catch(() => undefined) // told by the race
  }
}
