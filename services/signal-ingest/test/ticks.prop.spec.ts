import { acceptTick, type Price } from '@papertape/paper-engine'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anchor, foldPrice, lastBefore, newInstrument, type Retention } from '../src/ticks/instrument-ticks.ts'
import { firstSeqFrom, lastAcceptedBefore, sureFromOf, type TickHistory } from '../src/ticks/stream-search.ts'

/** A stream as a list: at sequence `index + 1`, a price of the instrument or of another one. */
type Stored = { receivedAtMs: number; timeMs: number; ours: boolean }
const START_MS = Date.parse('2024-01-01T00:00:00.000Z')

const priceAt = (stored: Stored, seq: number): Price => ({
  kind: 'tick',
  price: BigInt(seq),
  bid: null,
  ask: null,
  time: new Date(stored.timeMs).toISOString(),
  seq,
})

/** Feeds of every kind: punctual, with old times, with times far ahead, out of order, many in one millisecond. */
const streams = fc
  .array(
    fc.record({
      stepMs: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(90_000)),
      lagMs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: -130_000, max: 130_000 }),
        fc.integer({ min: 0, max: 90_000_000 }),
      ),
      ours: fc.boolean(),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((steps) => {
    let nowMs = START_MS
    return steps.map(({ stepMs, lagMs, ours }): Stored => {
      nowMs += stepMs
      return { receivedAtMs: nowMs, timeMs: nowMs - lagMs, ours }
    })
  })

/** What a fold over the whole stream says: the truth that everything else is compared with. */
const truth = (stream: readonly Stored[], before: (seq: number, stored: Stored) => boolean): Price | null => {
  let lastTime: string | null = null
  let found: Price | null = null
  stream.forEach((stored, index) => {
    if (!stored.ours) return
    const price = priceAt(stored, index + 1)
    if (acceptTick(lastTime, price, stored.receivedAtMs) !== 'accepted') return
    lastTime = price.time
    if (before(index + 1, stored)) found = price
  })
  return found
}

const historyOf = (stream: readonly Stored[]): TickHistory => ({
  firstSeq: () => Promise.resolve(1),
  receivedAtMs: (seq) => Promise.resolve(stream[seq - 1]?.receivedAtMs ?? null),
  read: (from, to) =>
    Promise.resolve(
      stream.flatMap((stored, index) =>
        stored.ours && index + 1 >= from && index + 1 < to
          ? [{ price: priceAt(stored, index + 1), receivedAtMs: stored.receivedAtMs }]
          : [],
      ),
    ),
})

it('finds the last accepted price before any sequence, reading back no further than needed', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(130), fc.constantFrom(1, 2, 7), async (stream, at, windowFirst) => {
      const bound = Math.min(at, stream.length) + 1
      const found = await lastAcceptedBefore(historyOf(stream), bound, windowFirst)
      expect(found?.price ?? null).toEqual(truth(stream, (seq) => seq < bound))
    }),
    { numRuns: 2_000 },
  )
})

it('finds the first sequence received at a moment or later', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(3_000_000), async (stream, afterMs) => {
      const momentMs = START_MS + afterMs
      const expected = stream.findIndex(({ receivedAtMs }) => receivedAtMs >= momentMs)
      const found = await firstSeqFrom(historyOf(stream), momentMs, 0, stream.length + 1)
      expect(found).toBe(expected === -1 ? stream.length + 1 : expected + 1)
    }),
  )
})

it('answers from what it follows exactly as a fold over the whole stream, or says that it cannot', async () => {
  const retentions = fc.record({
    keepMs: fc.constantFrom(0, 1_000, 1e12),
    heldMin: fc.constantFrom(1, 3),
    heldMax: fc.constantFrom(3, 1_000),
  })
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(119), fc.nat(119), retentions, async (stream, start, anchoredAfter, retention) => {
      const from = (start % stream.length) + 1
      const startMs = from === 1 ? null : (stream[from - 1]?.receivedAtMs ?? null)
      const instrument = newInstrument(from, startMs === null)
      const fold = (lowest: number, highest: number, keep: Retention) => {
        for (const [index, stored] of stream.entries()) {
          if (!stored.ours || index + 1 < lowest || index + 1 > highest) continue
          const { receivedAtMs } = stored
          const sureFrom = startMs === null ? '' : sureFromOf(startMs)
          foldPrice(instrument, priceAt(stored, index + 1), { momentMs: receivedAtMs, receivedAtMs, sureFrom }, keep)
        }
      }
      // Anchored in the middle of following, by what stood in the stream some while before.
      const middle = Math.min(from + (anchoredAfter % stream.length), stream.length)
      // Never before a price that stands in front of the following: the stream had that one already.
      const ours = stream.flatMap((stored, index) => (stored.ours && index + 1 <= middle ? [index + 1] : []))
      const known = ours
        .filter((seq) => seq < from)
        .slice(-1)
        .concat(ours.filter((seq) => seq >= from))
      const anchorSeq = known[Math.floor(known.length * 0.7)] ?? 0
      fold(from, middle, retention)
      if (!instrument.anchored)
        anchor(instrument, await lastAcceptedBefore(historyOf(stream), anchorSeq + 1), anchorSeq)
      fold(middle + 1, stream.length, retention)

      for (const { receivedAtMs } of stream) {
        const held = lastBefore(instrument, receivedAtMs)
        if (held !== undefined)
          expect(held).toEqual(truth(stream, (_seq, stored) => stored.receivedAtMs < receivedAtMs))
      }
      const newest = lastBefore(instrument, Number.POSITIVE_INFINITY)
      expect(newest === undefined ? 'unknown' : newest).toEqual(
        newest === undefined ? 'unknown' : truth(stream, () => true),
      )
    }),
    { numRuns: 3_000 },
  )
})
