import type { Tape } from '@papertape/tape'
import { momentMs, type Path, priceOf } from './path.ts'
import type { Span } from './span.ts'

/** As many prices as one question may have read for it, and for how long. */
const PRICES_MAX = 200_000
const MS_MAX = 4000

/** The first sequence whose price of the span was there at its beginning or later, by halving; earlier where a price is none. */
const startOf = async (tape: Pick<Tape, 'nextMessage'>, span: Span, firstSeq: number): Promise<number> => {
  let low = firstSeq
  let high = span.after + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const message = await tape.nextMessage(span.stream, span.subject, middle)
    const price = message === null || message.seq >= high ? null : priceOf(span, message)
    if (message !== null && price !== null && momentMs(span, price, message.receivedAtMs) < span.fromMs) {
      low = message.seq + 1
    } else high = middle
  }
  return low
}

/** Why a path is not all there is; `null` where it is. */
export type Incomplete = 'AGED_OUT' | 'OTHER_STREAM' | 'TOO_MANY' | null

/** Reads the prices of a span as far as the stream has them, for a bounded time. */
export const readPath = async (
  tape: Pick<Tape, 'follow' | 'nextMessage' | 'streamState'>,
  span: Span,
  path: Path,
): Promise<Incomplete> => {
  const { firstSeq, epoch, lastSeq } = await tape.streamState(span.stream)
  if (epoch !== span.epoch) return 'OTHER_STREAM'
  let isAged = firstSeq > span.after + 1
  const from = isAged ? firstSeq : await startOf(tape, span, firstSeq)
  if (from > lastSeq) return isAged ? 'AGED_OUT' : null
  const ended = Promise.withResolvers<'all' | 'enough' | 'cut'>()
  const stop = new AbortController()
  const timer = setTimeout(() => ended.resolve('cut'), MS_MAX)
  let heard = 0
  const follower = tape.follow({
    stream: span.stream,
    subjects: span.subject,
    from,
    signal: stop.signal,
    onMessage(message) {
      heard += 1
      if (heard > PRICES_MAX) return ended.resolve('cut')
      if (path.hear(message) === 'enough') ended.resolve('enough')
    },
    onGap: () => {
      isAged = true
    },
    onCaughtUp: () => ended.resolve('all'),
  })
  follower.done.catch(ended.reject)
  try {
    const how = await ended.promise
    const isWhole = how !== 'cut' || (span.exitSeq !== null && path.heardTo >= span.exitSeq)
    return isAged ? 'AGED_OUT' : isWhole ? null : 'TOO_MANY'
  } finally {
    clearTimeout(timer)
    stop.abort()
    await follower.done.catch(() => undefined) // told by `ended`
  }
}
