import { inputIdOf, type LedgerEvent, parseFact, subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'

/** Headers that tie a published line to its run. */
export const RUN_HEADER = 'Papertape-Run'
export const LINE_HEADER = 'Papertape-Line'

/** The id under which a line is published: signal-ingest derives the cause of its disposition from it. */
export const messageIdOf = (run: string, line: number): string => `${run}.${line}`

/** A disposition as the replay needs it. */
export type Disposition = { seq: number; outcome: 'ACCEPTED' | 'REJECTED'; reason: string | null }

const dispositionIn = (fact: LedgerEvent, seq: number): Disposition | null => {
  switch (fact.type) {
    case 'signal.accepted':
      return { seq, outcome: 'ACCEPTED', reason: null }
    case 'signal.rejected':
      return { seq, outcome: 'REJECTED', reason: fact.data.reason }
    default: // Only signals are heard here.
      return null
  }
}

const lineOf = (message: { header(name: string): string | undefined } | null, run: string): number =>
  message !== null && message.header(RUN_HEADER) === run ? Number(message.header(LINE_HEADER)) : 0

/** The last tick or candle line of the run that REPLAYS holds, and its sequence; zeros where it holds none. */
export const lastTickOfRun = async (tape: Tape, run: string): Promise<{ line: number; seq: number }> => {
  const message = await tape.lastMessage('REPLAYS', subjects.allOfRun(run))
  return { line: lineOf(message, run), seq: message?.seq ?? 0 }
}

/** The last signal line of the run that SIGNALS holds for one bot (0 where none), and the sequence of the bot's last signal. */
export const lastSignalOfRun = async (
  tape: Tape,
  run: string,
  botId: string,
): Promise<{ line: number; seq: number }> => {
  const message = await tape.lastMessage('SIGNALS', inboxOf(tape, botId))
  return { line: lineOf(message, run), seq: message?.seq ?? 0 }
}

/** Where SIGNALS stores a bot's signals. */
export const inboxOf = (tape: Tape, botId: string): string => `inbox.${tape.partitionOf(botId)}.${botId}`

/** Hears the dispositions of a run's bots, those already recorded first. */
export const followDispositions = async (tape: Tape, botIds: readonly string[], signal: AbortSignal) => {
  const heard = new Map<string, Disposition>()
  const waiting = new Map<string, (disposition: Disposition) => void>()
  if (botIds.length === 0)
    return { of: () => undefined, next: () => Promise.reject(new RangeError('a run without signals')) }
  const caughtUp = Promise.withResolvers<void>()
  const unknownPartitions = [...new Set(botIds.map((botId) => tape.partitionOf(botId)))]
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: [
      ...botIds.map((botId) => subjects.fact(tape.partitionOf(botId), botId, 'signal.*')),
      ...unknownPartitions.map((partition) => subjects.fact(partition, '@unknown', 'signal.*')),
    ],
    from: 1,
    signal,
    onMessage(message) {
      const fact = parseFact(message.text())
      const disposition = dispositionIn(fact, message.seq)
      if (fact.cause === null || disposition === null) return
      heard.set(fact.cause, disposition)
      waiting.get(fact.cause)?.(disposition)
      waiting.delete(fact.cause)
    },
    onCaughtUp: () => caughtUp.resolve(),
  })
  await Promise.race([caughtUp.promise, follower.done])
  const causeOf = (run: string, line: number) =>
    inputIdOf({ stream: 'SIGNALS', epoch: '', seq: 0 }, messageIdOf(run, line))
  return {
    /** The disposition of a line, where it is recorded. */
    of: (run: string, line: number): Disposition | undefined => heard.get(causeOf(run, line)),
    /** The disposition of a line, once it is recorded. */
    next: (run: string, line: number): Promise<Disposition> => {
      const cause = causeOf(run, line)
      const known = heard.get(cause)
      if (known !== undefined) return Promise.resolve(known)
      return Promise.race([
        new Promise<Disposition>((resolve) => waiting.set(cause, resolve)),
        follower.done.then(() => Promise.reject(new Error('stopped while waiting for a disposition'))),
      ])
    },
  }
}
