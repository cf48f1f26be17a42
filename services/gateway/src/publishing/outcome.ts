import { Problem } from '../http/problem.ts'

/** What became of one line: its sequence in SIGNALS once it is stored durably, else why not. */
export type Outcome = { seq: number } | Problem

/** Signals of one request, all of one bot, with the headers that they are stored with. */
export type Sending = {
  botId: string
  lines: readonly { line: number; data: Uint8Array }[]
  headers: Readonly<Record<string, string>>
}

/** Milliseconds that a line may take, and after which no more are begun. */
export type Limits = { lineMs: number; totalMs: number }

const soon = { headers: { 'retry-after': '1' } }

/** Nothing was sent, because what came before it was not answered. */
export const notPublished = (): Problem =>
  new Problem('dependency-unavailable', 'NATS does not answer in time; this signal was not published.', soon)

/** Nothing is stored: the stream is full, or set up otherwise than it must be. */
export const refusedByBus = (): Problem =>
  new Problem('dependency-unavailable', 'NATS refuses to store signals; this one was not published.', soon)

/** It was sent, and no answer came. */
export const outcomeUnknown = (keyed: boolean): Problem =>
  new Problem(
    'outcome-unknown',
    keyed
      ? 'The signal may or may not be stored; sent again with the same key, it is stored once.'
      : 'The signal may or may not be stored; sent again, it is answered once and DUPLICATE after.',
    soon,
  )
