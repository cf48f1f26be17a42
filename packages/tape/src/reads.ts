import { JetStreamApiError, type MsgRequest } from '@nats-io/jetstream'
import { STREAM_NOT_FOUND } from './ensure-streams.ts'
import { EpochChanged } from './errors.ts'
import type { Link } from './link.ts'
import { storedMessage, type TapeMessage } from './message.ts'
import type { StreamName } from './streams.ts'
import type { Epochs, StreamState } from './tape.ts'

/** Reads by the leader of a stream, each repeated until it is answered. Where the stream is gone, {@link EpochChanged}. */
export type Reads = {
  /** Any request about a stream. */
  ask<Answer>(stream: StreamName, request: () => Promise<Answer>): Promise<Answer>
  lastMessage(stream: StreamName, subject: string): Promise<TapeMessage | null>
  message(stream: StreamName, seq: number): Promise<TapeMessage | null>
  /** The first message on a subject (wildcards allowed) at or behind a sequence. */
  nextMessage(stream: StreamName, subject: string, seq: number): Promise<TapeMessage | null>
  /** Also brings the known epoch of the stream up to date; for LEDGER, ends everything when it is another one. */
  streamState(stream: StreamName): Promise<StreamState>
}

export const createReads = (link: Link, epochs: Epochs): Reads => {
  const { manager } = link
  const lost = (stream: StreamName, error: EpochChanged): EpochChanged => {
    if (stream === 'LEDGER') link.fail(error)
    return error
  }
  const ask = async <Answer>(stream: StreamName, request: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await link.call(`read ${stream}`, request)
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error
      throw lost(stream, new EpochChanged(`${stream} is gone`, { cause: error }))
    }
  }
  const read = async (stream: StreamName, request: MsgRequest): Promise<TapeMessage | null> => {
    const stored = await ask(stream, () => manager.streams.getMessage(stream, request))
    return stored === null ? null : storedMessage(stored)
  }
  return {
    ask,
    lastMessage: (stream, subject) => read(stream, { last_by_subj: subject }),
    message: (stream, seq) => read(stream, { seq }),
    nextMessage: (stream, subject, seq) => {
      // The server takes both together; the library's type knows that only for direct reads.
      const request: { seq: number; next_by_subj: string } = { seq, next_by_subj: subject }
      return read(stream, request)
    },
    async streamState(stream) {
      const { state, created } = await ask(stream, () => manager.streams.info(stream))
      if (stream === 'LEDGER' && created !== epochs.ledger) throw lost(stream, ledgerChanged(epochs.ledger, created))
      if (stream === 'SIGNALS') epochs.signals = created
      if (stream === 'PRICES') epochs.prices = created
      if (stream === 'REPLAYS') epochs.replays = created
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
