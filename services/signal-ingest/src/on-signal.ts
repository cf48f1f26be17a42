import { subjects } from '@papertape/events'
import type { Logger } from '@papertape/service-kit'
import { AppendConflict, type InboxOptions, type Tape } from '@papertape/tape'
import type { Counters } from './counters.ts'
import type { IdLookup } from './id-lookup.ts'
import { readSignal } from './message/read-signal.ts'
import { isAnswered, type PartitionBook, writeIn } from './partition-book.ts'
import type { Partition, Partitions } from './partitions.ts'
import { type Disposition, decide, type Known, type SignalMessage } from './signal.decider.ts'
import type { Markets } from './ticks/markets.ts'

/** Headers of a signal that a replay publishes: its run; its own id is the message's `Nats-Msg-Id`. */
const RUN_HEADER = 'Papertape-Run'
/** What `replay` names runs like; anything else in the header names no run and reaches no subject. */
const RUN = /^[A-Za-z0-9_-]{1,64}$/

type Deps = {
  tape: Tape
  isIdUsed: IdLookup
  partitions: Partitions
  markets: Markets
  counters: Counters
  log: Logger
}

type InboxMessage = Parameters<InboxOptions['onSignal']>[0]

const read = (message: InboxMessage, epoch: string): SignalMessage => {
  const header = message.header(RUN_HEADER) ?? ''
  const run = RUN.test(header) ? header : null
  return {
    reading: readSignal(message.data),
    input: { stream: 'SIGNALS', epoch, seq: message.seq, received_at: message.receivedAt },
    receivedAtMs: message.receivedAtMs,
    botToken: message.bot,
    run,
    ownId: run === null ? undefined : message.header('Nats-Msg-Id'),
  }
}

/** Answers one message of SIGNALS by exactly one disposition in the ledger: read → decide → append, again on a conflict. */
export const onSignal = ({ tape, isIdUsed, partitions, markets, counters, log }: Deps): InboxOptions['onSignal'] => {
  const dispositionOf = async (message: SignalMessage, book: PartitionBook): Promise<Disposition> => {
    const bot = book.bots.get(message.botToken) ?? null
    let known: Known = { idUsed: null, market: null }
    for (;;) {
      const decision = decide(message, bot, known)
      if (decision.kind === 'disposition') return decision.fact
      const [idUsed, market] = await Promise.all([
        decision.id === null ? known.idUsed : isIdUsed(book, decision.id),
        decision.market === null ? known.market : markets.marketOf(decision.market),
      ])
      known = { idUsed, market }
    }
  }

  /**
   * What the append must find unchanged. Nobody registered the bot: that is a statement about the whole partition, so that
   * neither a registration nor another owner's answer can have come in between.
   */
  const expectationOf = ({ book }: Partition, botToken: string, partition: number) => {
    const bot = book.bots.get(botToken)
    return bot === undefined
      ? { lastSeq: book.last_seq, history: subjects.partition(partition) }
      : { lastSeq: bot.last_seq }
  }

  return async (received) => {
    const startMs = performance.now()
    const partition = await partitions.of(received.partition)
    const { book } = partition
    let message = read(received, tape.epochs.signals)
    for (let attempt = 1; ; attempt += 1) {
      if (!book.bots.has(message.botToken)) await partition.reached(partition.appendedSeq)
      if (isAnswered(book, message.input)) return counters.repeated()
      const expect = expectationOf(partition, message.botToken, received.partition)
      const fact = await dispositionOf(message, book)
      try {
        let found = false
        const onFound = () => {
          found = true
        }
        const seq = await tape.append(fact, expect, { partition: received.partition, onFound })
        if (seq <= expect.lastSeq && message.ownId !== undefined) {
          // A replay pushed this line twice: to the ledger the fact is one that it has. The input gets an id of its own.
          message = { ...message, ownId: undefined }
          continue
        }
        partition.appendedSeq = Math.max(partition.appendedSeq, seq)
        // Another owner's answer may stand behind facts that were not heard here: those are folded first, by the follower.
        if (found) await partition.reached(seq)
        else writeIn(book, fact, seq)
        counters.answered(fact, (performance.now() - startMs) / 1000)
        const { bot_id, correlation, data } = fact
        const reason = 'reason' in data ? data.reason : null
        const fields = { bot_id, correlation, input_seq: received.seq, ledger_seq: seq }
        if (reason === null) log.info(fields, 'signal accepted')
        else log.info({ ...fields, reason, detail: 'detail' in data ? data.detail : null }, 'signal rejected')
        return
      } catch (error) {
        if (!(error instanceof AppendConflict)) throw error
        counters.conflict()
        if (Number.isInteger(Math.log10(attempt)) && attempt > 1)
          log.warn({ bot_id: fact.bot_id, input_seq: received.seq, attempt }, 'history keeps moving on')
        await partition.reached(error.actualSeq)
      }
    }
  }
}
