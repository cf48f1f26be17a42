import { setTimeout as delay } from 'node:timers/promises'
import { ALL_BOTS, type LedgerEvent, partitionOf, subjects, UNKNOWN_BOT, type Unrecorded } from '@papertape/events'
import { AppendConflict, LedgerRefused, OutcomeUnknown, PublishRefused, WRONG_LAST_SEQUENCE } from './errors.ts'
import type { Link } from './link.ts'
import type { TapeMessage } from './message.ts'
import { type Acks, untilNextAttempt } from './publisher.ts'
import type { Reads } from './reads.ts'
import { APPEND_ROOT } from './streams.ts'
import type { AppendOptions, Expectation, TapeStatus } from './tape.ts'

export type Appends = {
  append(fact: Unrecorded<LedgerEvent>, expect: Expectation, options?: AppendOptions): Promise<number>
  /** What LEDGER answers while it refuses. */
  refused(): TapeStatus['ledger_refused']
}

const MESSAGE_TOO_LARGE = 10054

export const createAppends = (link: Link, acks: Acks, reads: Reads, partitions: number): Appends => {
  let refused: TapeStatus['ledger_refused'] = null

  const append: Appends['append'] = async (fact, expect, options = {}) => {
    const partition = partitionOfFact(fact, partitions, options.partition)
    const subject = subjects.fact(partition, fact.bot_id, fact.type).replace(/^ledger/, APPEND_ROOT)
    const history = expect.history ?? subjects.history(partition, fact.bot_id)
    const data = JSON.stringify(recorded(fact))
    const headers = {
      'Nats-Msg-Id': fact.id,
      'Nats-Expected-Last-Subject-Sequence': String(expect.lastSeq),
      'Nats-Expected-Last-Subject-Sequence-Subject': history,
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { seq, duplicate } = await acks.send(subject, data, headers)
        refused = null
        if (duplicate) options.onFound?.()
        return seq
      } catch (error) {
        if (error instanceof PublishRefused && error.code === WRONG_LAST_SEQUENCE) {
          const settled = await settleConflict(fact.id, history, expect.lastSeq, attempt > 1)
          if (settled !== 'again') {
            options.onFound?.()
            return settled
          }
        } else if (error instanceof PublishRefused && error.code !== MESSAGE_TOO_LARGE) {
          await waitOutRefusal(error, attempt)
        } else if (!(error instanceof OutcomeUnknown) || link.stopping.aborted) {
          throw error
        } else if (attempt > 1) {
          // A ledger that is gone answers nothing either.
          await reads.streamState('LEDGER')
        }
        await untilNextAttempt()
      }
    }
  }

  /**
   * The history is not where it was expected. A retry of a fact that did arrive looks the same: on one replica the server
   * checks the expectation before it looks for duplicates. So the fact is looked for before this counts as a conflict.
   */
  const settleConflict = async (id: string, history: string, expectedSeq: number, isRetry: boolean) => {
    const last = await reads.lastMessage('LEDGER', history)
    if (last !== null && isOurs(last, id)) return last.seq
    const actualSeq = last?.seq ?? 0
    if (actualSeq === expectedSeq) return 'again'
    // Sequences do not go back, unless this is another ledger; reading its state notices that.
    if (actualSeq < expectedSeq) await reads.streamState('LEDGER')
    if (isRetry) {
      const earlier = await findFrom(expectedSeq + 1, history, id, actualSeq)
      if (earlier !== null) return earlier.seq
    }
    throw new AppendConflict(history, expectedSeq, actualSeq)
  }

  /** Others may have written behind our fact before we asked again; there are few, as many as fit in one lost answer. */
  const findFrom = async (from: number, history: string, id: string, until: number): Promise<TapeMessage | null> => {
    for (let seq = from; seq <= until; ) {
      const next = await reads.nextMessage('LEDGER', history, seq)
      if (next === null || isOurs(next, id)) return next
      seq = next.seq + 1
    }
    return null
  }

  const waitOutRefusal = async (error: PublishRefused, attempt: number): Promise<void> => {
    if (refused === null) {
      link.log.error({ code: error.code, description: error.description }, 'the ledger refuses to store facts')
    }
    refused = {
      code: error.code,
      description: error.description,
      since: refused?.since ?? new Date().toISOString(),
    }
    const pauseMs = Math.min(5000, 100 * 2 ** Math.min(attempt, 6)) * (1 - Math.random() / 2)
    await delay(pauseMs, undefined, { signal: link.stopping }).catch((abort: unknown) => {
      throw new LedgerRefused(`${error.message}; gave up because the process stops`, { cause: abort })
    })
  }

  return { append, refused: () => refused }
}

const isOurs = (message: TapeMessage, id: string): boolean => message.header('Nats-Msg-Id') === id

/** In the order of the envelope, stamped once: an attempt that is repeated is the same bytes. */
const recorded = ({ id, type, version, bot_id, time, cause, correlation, data }: Unrecorded<LedgerEvent>) => ({
  id,
  type,
  version,
  bot_id,
  time,
  recorded_at: new Date().toISOString(),
  cause,
  correlation,
  data,
})

/** The partition a fact belongs to. Only facts of {@link UNKNOWN_BOT} cannot tell it themselves. */
export const partitionOfFact = (
  fact: Unrecorded<LedgerEvent>,
  partitions: number,
  explicit: number | undefined,
): number => {
  const own = ownPartition(fact, partitions)
  if (own !== null && explicit !== undefined && own !== explicit) {
    throw new RangeError(`${fact.type} of ${fact.bot_id} belongs in partition ${own}, not ${explicit}`)
  }
  const partition = own ?? explicit
  if (partition === undefined) throw new RangeError(`${fact.type} of ${fact.bot_id} needs an explicit partition`)
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions) {
    throw new RangeError(`there is no partition ${partition} among ${partitions}`)
  }
  return partition
}

const ownPartition = (fact: Unrecorded<LedgerEvent>, partitions: number): number | null => {
  if (fact.type === 'marks.recorded') return fact.data.partition
  if (fact.type === 'clock.ticked') return 0
  if (fact.bot_id === UNKNOWN_BOT || fact.bot_id === ALL_BOTS) return null
  return partitionOf(fact.bot_id, partitions)
}
