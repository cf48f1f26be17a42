import { type Price, readPriceMessage } from '@papertape/paper-engine'
import type { Tape } from '@papertape/tape'
import type { TickHistory } from './stream-search.ts'

export type TickStream = 'PRICES' | 'REPLAYS'

/** Reads one instrument's ticks back from a stream, by a consumer that lives as long as one reading. */
export const tickHistory = (
  tape: Tape,
  stream: TickStream,
  subjects: readonly string[],
  signal: AbortSignal,
): TickHistory => ({
  firstSeq: async () => (await tape.streamState(stream)).firstSeq,
  receivedAtMs: async (seq) => (await tape.message(stream, seq))?.receivedAtMs ?? null,
  read: async (from, to) => {
    const found: { price: Price; receivedAtMs: number }[] = []
    const end = Promise.withResolvers<void>()
    const follower = tape.follow({
      stream,
      subjects,
      from: Math.max(1, from),
      signal,
      onMessage(message) {
        if (message.seq < to) {
          const read = readPriceMessage({
            text: message.text(),
            seq: message.seq,
            receivedAtMs: message.receivedAtMs,
            replay: stream === 'REPLAYS',
          })
          if (read.kind !== 'ignored') found.push({ price: read, receivedAtMs: message.receivedAtMs })
        }
        if (message.seq >= to - 1) end.resolve()
      },
      onCaughtUp: () => end.resolve(),
    })
    try {
      await Promise.race([end.promise, follower.done])
    } finally {
      follower.close()
    }
    signal.throwIfAborted()
    return found
  },
})
