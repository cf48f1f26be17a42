import type { MsgRequest } from '@nats-io/jetstream'
import { EpochChanged } from './errors.ts'
import type { Link } from './link.ts'
import { storedMessage, type TapeMessage } from './message.ts'
import type { StreamName } from './streams.ts'
import type { Epochs, StreamState } from './tape.ts'

/** Reads by the leader of a stream, each repeated until it is answered. */
export type Reads = {
  lastMessage(stream: StreamName, subject: string): Promise<TapeMessage | null>
  message(stream: StreamName, seq: number): Promise<TapeMessage | null>
  /** The first message on a subject (wildcards allowed) at or behind a sequence. */
  nextMessage(stream: StreamName, subject: string, seq: number): Promise<TapeMessage | null>
  streamState(stream: StreamName): Promise<StreamState>
}

export const createReads = (link: Link, epochs: Epochs): Reads => {
  const { manager, call } = link
  const read = async (stream: StreamName, request: MsgRequest): Promise<TapeMessage | null> => {
    const stored = await call(`read ${stream}`, () => manager.streams.getMessage(stream, request))
    return stored === null ? null : storedMessage(stored)
  }
  return {
    lastMessage: (stream, subject) => read(stream, { last_by_subj: subject }),
    message: (stream, seq) => read(stream, { seq }),
    nextMessage: (stream, subject, seq) => {
      // The server takes both together; the library's type knows that only for direct reads.
      const request: { seq: number; next_by_subj: string } = { seq, next_by_subj: subject }
      return read(stream, request)
    },
    async streamState(stream) {
      const { state, created } = await call(`look at ${stream}`, () => manager.streams.info(stream))
      if (stream === 'LEDGER' && created !== epochs.ledger) {
        const changed = ledgerChanged(epochs.ledger, created)
        link.fail(changed)
        throw changed
      }
      return {
        // A stream that never held anything says 0.
        firstSeq: state.messages === 0 ? state.last_seq + 1 : state.first_seq,
        lastSeq: state.last_seq,
        epoch: created,
        messages: state.messages,
        bytes: state.bytes,
      }
    },
  }
}

export const ledgerChanged = (was: string, is: string): EpochChanged =>
  new EpochChanged(`LEDGER was created at ${is}, but this process has worked with the one created at ${was}`)
