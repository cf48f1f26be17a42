import type { LedgerEvent, Unrecorded } from '@papertape/events'
import type { Follower, FollowOptions } from './follow.ts'
import type { Inbox, InboxOptions } from './inbox.ts'
import type { Lease, LeaseOptions } from './lease.ts'
import type { TapeMessage } from './message.ts'
import type { Publisher } from './publisher.ts'
import type { StreamName } from './streams.ts'

/** Where a service's log lines go; a pino logger is one. */
export type TapeLog = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The epochs of the streams whose sequences facts and checkpoints refer to: their creation times, as the server gives them. */
export type Epochs = { signals: string; prices: string; replays: string; ledger: string }

/** What is in a stream now. `firstSeq` is `lastSeq + 1` where it holds nothing. */
export type StreamState = { firstSeq: number; lastSeq: number; epoch: string; messages: number; bytes: number }

/** How the connection is: usable as a health check. */
export type TapeStatus = {
  ok: boolean
  /** Why not. */
  detail?: string
  connected: boolean
  server: string
  reconnects: number
  /** Set while LEDGER refuses to store facts: what it answers, and since when. */
  ledger_refused: { code: number; description: string; since: string } | null
}

export type AppendOptions = {
  /** Needed for facts of `@unknown`; for all others it follows from the fact. */
  partition?: number
  /** The fact was in the ledger already, from a lost answer or from another writer: unheard facts may stand before it. */
  onFound?(): void
}

export type Expectation = {
  /** Sequence of the last fact of the history, 0 where there is none. */
  lastSeq: number
  /** A subject with wildcards; default the whole history of the fact's bot. */
  history?: string
}

/** JetStream behind the verbs of Papertape. Disposing it ends everything that was started on it. */
export type Tape = AsyncDisposable & {
  /** How many partitions there are, as fixed when LEDGER was created. */
  partitions: number
  partitionOf(botId: string): number
  epochs: Epochs
  connected(): boolean
  status(): TapeStatus
  /**
   * Appends one fact to the history of its bot and answers its sequence in LEDGER. Throws {@link AppendConflict} when the
   * history has moved on. An unknown outcome (connection lost, no answer in time) is resolved inside, by asking again.
   */
  append(fact: Unrecorded<LedgerEvent>, expect: Expectation, options?: AppendOptions): Promise<number>
  /** Reads a stream from a sequence on, for ever, each message once and in order. */
  follow(options: FollowOptions): Follower
  /** The newest message on a subject (wildcards allowed), read from the stream's leader. */
  lastMessage(stream: StreamName, subject: string): Promise<TapeMessage | null>
  /** The first message on a subject (wildcards allowed) at or behind a sequence, or `null` where there is none yet. */
  nextMessage(stream: StreamName, subject: string, seq: number): Promise<TapeMessage | null>
  /** The message at a sequence, or `null` where there is none (any more). */
  message(stream: StreamName, seq: number): Promise<TapeMessage | null>
  streamState(stream: StreamName): Promise<StreamState>
  /** Takes part in answering the signals of all partitions. */
  inbox(options: InboxOptions): Promise<Inbox>
  /** Takes part in the competition for a lease. */
  lease(options: LeaseOptions): Promise<Lease>
  /** A publisher with many messages in flight. */
  publisher(): Publisher
  /** Tells whoever listens right now, on core NATS. Nothing may depend on its arrival. */
  hint(subject: string, hint: object): void
  /** Hears hints until the returned function is called. */
  onHint(subject: string, heard: (hint: unknown) => void): () => void
  /** Answers questions on core NATS until the returned function is called. */
  respond(subject: string, answer: (subject: string) => object | Promise<object>): () => void
  /** Asks on core NATS; `null` where nobody answers in time. */
  ask(subject: string, timeoutMs: number): Promise<unknown>
}
