import { botOfInbox, subjects } from '@papertape/events'
import { startContender } from './contend.ts'
import { type End, endOf } from './end-of.ts'
import { EpochChanged, TapeClosed } from './errors.ts'
import type { Link } from './link.ts'
import { deliveredMessage, type TapeMessage } from './message.ts'
import type { Reads } from './reads.ts'

export type InboxOptions = {
  /** Names the consumers: instances of one service share the partitions. */
  service: string
  /** The name of this process among its like. */
  instance: string
  signal: AbortSignal
  /**
   * Answers one signal; a partition's next comes when the promise is fulfilled. A throw leaves it unanswered: it comes again
   * after about a second, perhaps to another instance. The language's own errors (`TypeError` and the like) and
   * {@link EpochChanged} are no reason to try again and end the inbox instead.
   */
  onSignal(message: InboxMessage): Promise<void>
}

export type InboxMessage = TapeMessage & { partition: number; bot: string }

export type Inbox = {
  /** The partitions whose signals came to this instance last. */
  partitions(): number[]
  /** Fulfilled after `close` or the signal, when all handlers have returned; rejected when a handler must not be repeated. */
  done: Promise<void>
  /** Takes no more signals, waits for the handlers that run, and acknowledges what they have answered. */
  close(): Promise<void>
}

const ackWaitMs = 1000

/**
 * Competes for the signals of each partition. The consumer is ownership and data at once: whoever receives a signal answers
 * it. Ownership may flip and a signal may come twice; what makes that harmless are the expected sequences of the ledger.
 */
export const startInbox = (link: Link, reads: Reads, partitions: number, options: InboxOptions): Inbox & End => {
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const fail = (error: unknown) => stop.abort(error)
  const contenders = Array.from({ length: partitions }, (_, partition) =>
    startPartition(link, reads, partition, { ...options, signal }, fail),
  )
  const run = async () => {
    await Promise.all(contenders.map(({ ended }) => ended.catch(fail)))
    const { reason } = stop.signal
    if (stop.signal.aborted && !(reason instanceof TapeClosed)) throw reason
    const failure = link.failure()
    if (failure !== null) throw failure
  }
  const { done, ended } = endOf(run())
  return {
    partitions: () => contenders.flatMap((contender, partition) => (contender.isOwner() ? [partition] : [])),
    done,
    ended,
    async close() {
      stop.abort(new TapeClosed('the inbox was closed'))
      await done
    },
  }
}

const startPartition = (
  link: Link,
  reads: Reads,
  partition: number,
  options: InboxOptions,
  fail: (error: unknown) => void,
): { isOwner: () => boolean; ended: Promise<void> } => {
  const { service, instance, signal, onSignal } = options
  /** Handlers of one partition never overlap in this process, also when the server delivers again meanwhile. */
  let running: Promise<void> = Promise.resolve()
  let runningSeq = 0

  const answer = async (message: InboxMessage): Promise<boolean> => {
    try {
      await onSignal(message)
      return true
    } catch (error) {
      if (!mayBeRepeated(error)) fail(error)
      else
        link.log.warn({ partition, bot: message.bot, seq: message.seq, error }, 'signal not answered, will come again')
      return false
    }
  }
  const contender = startContender(link, {
    consumer: {
      stream: 'SIGNALS',
      name: `${service}_${partition}`,
      filter: subjects.inbox(partition),
      ackWaitMs,
      from: 'all',
    },
    task: `${service}.${partition}`,
    announceOn: `inboxowner.${service}.${partition}`,
    instance,
    signal,
    // What is answered names the epoch of the stream, so that is looked at before the stream is read.
    prepare: async () => void (await reads.streamState('SIGNALS')),
    onReplaced: () => link.log.info({ partition }, 'signals of this partition go to another instance'),
    onMessage(raw, delivery) {
      if (delivery.seq === runningSeq) return
      if (!contender.isOwner()) {
        link.log.info({ partition, seq: delivery.seq }, 'signals of this partition come to this instance')
        contender.announce(delivery)
      }
      const message = Object.assign(deliveredMessage(raw, delivery), { partition, bot: botOfInbox(raw.subject) })
      running = running.then(async () => {
        if (signal.aborted) return
        runningSeq = delivery.seq
        // A handler may wait for others longer than the server waits for an acknowledgement.
        const working = setInterval(() => raw.respond('+WPI'), ackWaitMs * 0.4)
        const answered = await answer(message)
        clearInterval(working)
        runningSeq = 0
        if (answered) raw.respond('+ACK')
      })
    },
  })
  return { isOwner: contender.isOwner, ended: contender.ended.then(() => running) }
}

const defects = [TypeError, RangeError, ReferenceError, SyntaxError, EpochChanged]

const mayBeRepeated = (error: unknown): boolean => !defects.some((defect) => error instanceof defect)
