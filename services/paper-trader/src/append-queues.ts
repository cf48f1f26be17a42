import type { LedgerEvent, Unrecorded } from '@papertape/events'
import { AppendConflict } from '@papertape/tape'

/** What is to be appended, asked for again at each attempt; `null` once it is not to be appended any more. */
export type Intent = () => Unrecorded<LedgerEvent> | null

export type AppendQueuesOptions = {
  append(fact: Unrecorded<LedgerEvent>, expect: { history: string; lastSeq: number }): Promise<number>
  /** Fulfilled when the ledger has been heard, and folded, up to a sequence. */
  heardUpTo(seq: number): Promise<void>
  /** Told once, with the error of an append that no waiting heals. */
  onFailure(error: unknown): void
  onAppended(fact: Unrecorded<LedgerEvent>, seconds: number): void
  onConflict(): void
}

/** Appends to many histories: one after another within a history, in parallel across them. */
export type AppendQueues = {
  /** Queues an append; fulfilled when it is in the ledger or was dropped. Rejects when the queues have failed. */
  push(history: string, intent: Intent): Promise<void>
  /** Takes note of a fact of a history. */
  heard(history: string, seq: number): void
  /** Fulfilled when all that is queued now is in the ledger or dropped. */
  flushed(): Promise<void>
  /** Drops what is not on its way yet: another owner does it. */
  abandon(): void
  readonly pending: number
}

type Item = { intent: Intent; settle: PromiseWithResolvers<void> }
type Queue = { lastSeq: number; items: Item[]; working: boolean }

/**
 * One queue per history. Each append expects the last sequence that has been heard of its history, so that nothing is
 * appended on the strength of less than everything; the next one waits until the one before has been heard as well. A
 * conflict means that somebody else wrote: the queue hears that and asks its intent again, which by then knows better.
 */
export const createAppendQueues = (options: AppendQueuesOptions): AppendQueues => {
  const queues = new Map<string, Queue>()
  let pending = 0
  let abandoned = false
  let failure: { error: unknown } | null = null

  const queueOf = (history: string): Queue => {
    const known = queues.get(history)
    if (known !== undefined) return known
    const fresh = { lastSeq: 0, items: [], working: false }
    queues.set(history, fresh)
    return fresh
  }

  const attempt = async (history: string, queue: Queue, { intent }: Item): Promise<'done' | 'again'> => {
    const fact = abandoned ? null : intent()
    if (fact === null) return 'done'
    const startedMs = performance.now()
    const { lastSeq } = queue
    try {
      const seq = await options.append(fact, { history, lastSeq })
      options.onAppended(fact, (performance.now() - startedMs) / 1000)
      // Another owner may have written this very fact, behind others that have not been heard here yet.
      await options.heardUpTo(seq)
      queue.lastSeq = Math.max(queue.lastSeq, seq)
      return 'done'
    } catch (error) {
      if (!(error instanceof AppendConflict)) throw error
      if (error.actualSeq < lastSeq) throw error // The ledger went back: nothing known of it holds.
      options.onConflict()
      await options.heardUpTo(error.actualSeq)
      queue.lastSeq = Math.max(queue.lastSeq, error.actualSeq)
      return 'again'
    }
  }

  const work = async (history: string, queue: Queue): Promise<void> => {
    for (let item = queue.items[0]; item !== undefined; item = queue.items[0]) {
      while ((await attempt(history, queue, item)) === 'again');
      queue.items.shift()
      pending -= 1
      item.settle.resolve()
    }
    queue.working = false
  }

  const fail = (error: unknown): void => {
    if (failure !== null) return
    failure = { error }
    for (const { items } of queues.values()) for (const { settle } of items) settle.reject(error)
    if (!abandoned) options.onFailure(error)
  }

  const start = (history: string, queue: Queue): void => {
    if (queue.working) return
    queue.working = true
    work(history, queue).catch(fail)
  }

  return {
    push(history, intent) {
      if (failure !== null) return Promise.reject(failure.error)
      const settle = Promise.withResolvers<void>()
      settle.promise.catch(() => {}) // The failure is told once, by onFailure; who waits hears it as well.
      const queue = queueOf(history)
      queue.items.push({ intent, settle })
      pending += 1
      start(history, queue)
      return settle.promise
    },
    heard(history, seq) {
      const queue = queueOf(history)
      queue.lastSeq = Math.max(queue.lastSeq, seq)
    },
    async flushed() {
      await Promise.all([...queues.values()].flatMap(({ items }) => items.at(-1)?.settle.promise ?? []))
    },
    abandon() {
      abandoned = true
    },
    get pending() {
      return pending
    },
  }
}
