import { AHEAD_MAX_MS, acceptTick, type Price } from '@papertape/paper-engine'
import type { HeldTick } from './instrument-ticks.ts'

/** How a stream of ticks is read back for one instrument. Sequences may be gone at its beginning, nowhere else. */
export type TickHistory = {
  /** First sequence the stream still holds. */
  firstSeq(): Promise<number>
  /** When the message at a sequence was received, `null` where it is gone. */
  receivedAtMs(seq: number): Promise<number | null>
  /** The instrument's readable prices in [from, to), in order, each with its receive time. */
  read(from: number, to: number): Promise<{ price: Price; receivedAtMs: number }[]>
}

const WINDOW_FIRST = 4096
const WINDOW_GROWTH = 16

/** The first sequence received at `momentMs` or later: between `low` (known or gone to be before) and `high` (known not to be). */
export const firstSeqFrom = async (
  history: TickHistory,
  momentMs: number,
  low: number,
  high: number,
): Promise<number> => {
  let before = low
  let from = high
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    const receivedAtMs = await history.receivedAtMs(middle)
    if (receivedAtMs === null || receivedAtMs < momentMs) before = middle
    else from = middle
  }
  return from
}

/** A time such that every price received up to `receivedAtMs` that may count is at or before it. */
export const sureFromOf = (receivedAtMs: number): string => new Date(receivedAtMs + AHEAD_MAX_MS).toISOString()

/**
 * The instrument's last accepted price before a sequence, exactly as a fold over the whole stream finds it, reading only as
 * far back as needed. A price counts when no earlier one that counts has a later time, and none is more than a minute ahead
 * of its receive time; so a price a minute or more past the receive time at which the reading begins counts for certain,
 * and so do all verdicts behind it. Where none is that late (a feed with old times), the reading begins earlier.
 */
export const lastAcceptedBefore = async (
  history: TickHistory,
  seq: number,
  windowFirst = WINDOW_FIRST,
): Promise<HeldTick | null> => {
  const first = await history.firstSeq()
  for (let size = windowFirst; ; size *= WINDOW_GROWTH) {
    const wanted = Math.max(first, seq - size)
    const startMs = wanted > first ? await history.receivedAtMs(wanted) : null
    const from = startMs === null ? first : wanted
    const sureFrom = startMs === null ? '' : sureFromOf(startMs)
    let last: HeldTick | null = null
    let sure = startMs === null
    for (const { price, receivedAtMs } of await history.read(from, seq)) {
      if (acceptTick(last?.price.time ?? null, price, receivedAtMs) !== 'accepted') continue
      last = { price, momentMs: receivedAtMs }
      sure ||= price.time >= sureFrom
    }
    if (sure) return last
  }
}
