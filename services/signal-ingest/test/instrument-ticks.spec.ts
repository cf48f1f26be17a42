import type { Price } from '@papertape/paper-engine'
import { describe, expect, it } from 'vitest'
import { anchor, foldPrice, type InstrumentTicks, lastBefore, newInstrument } from '../src/ticks/instrument-ticks.ts'

const START_MS = Date.parse('2024-01-01T00:00:00.000Z')
const price = (seq: number, second: number): Price => ({
  kind: 'tick',
  price: BigInt(seq),
  bid: null,
  ask: null,
  time: new Date(START_MS + second * 1000).toISOString(),
  seq,
})
const fold = (instrument: InstrumentTicks, seq: number, second: number, heldMax = 100) =>
  foldPrice(
    instrument,
    price(seq, second),
    {
      momentMs: START_MS + second * 1000,
      receivedAtMs: START_MS + second * 1000,
      sureFrom: '2024-01-01T00:01:00.000Z',
    },
    { keepMs: 1e9, heldMin: 1, heldMax },
  )
const seqBefore = (instrument: InstrumentTicks, second: number) => {
  const found = lastBefore(instrument, START_MS + second * 1000)
  return found === undefined ? 'unknown' : (found?.seq ?? null)
}

describe('an instrument followed from the stream’s beginning', () => {
  it('knows of every moment, also of those before any tick', () => {
    const instrument = newInstrument(1, true)
    fold(instrument, 1, 10)
    fold(instrument, 4, 20)
    expect([10, 11, 20, 21].map((second) => seqBefore(instrument, second))).toEqual([null, 1, 1, 4])
  })
  it('forgets the oldest and says so', () => {
    const instrument = newInstrument(1, true)
    for (const second of [10, 20, 30]) fold(instrument, second, second, 2)
    expect([15, 25, 35].map((second) => seqBefore(instrument, second))).toEqual(['unknown', 20, 30])
  })
})

describe('an instrument followed from the middle', () => {
  it('is anchored by a tick that nothing from before can be later than', () => {
    const instrument = newInstrument(50, false)
    fold(instrument, 50, 59)
    expect(instrument.anchored).toBe(false)
    fold(instrument, 51, 60)
    expect(instrument.anchored).toBe(true)
    expect([60, 61].map((second) => seqBefore(instrument, second))).toEqual(['unknown', 51])
  })
  it('is anchored by what stood before it, and drops what that one makes out of order', () => {
    const instrument = newInstrument(50, false)
    fold(instrument, 50, 10)
    fold(instrument, 51, 30)
    anchor(instrument, { price: price(40, 20), momentMs: START_MS + 5_000 }, 49)
    expect([10, 29, 31].map((second) => seqBefore(instrument, second))).toEqual([40, 40, 51])
    expect(fold(instrument, 52, 29)).toBe('OUT_OF_ORDER')
  })
  it('does not bridge the ticks that it has forgotten since', () => {
    const instrument = newInstrument(50, false)
    for (const second of [10, 20, 30]) fold(instrument, 50 + second, second, 1)
    anchor(instrument, { price: price(40, 1), momentMs: START_MS + 1_000 }, 49)
    expect([15, 25, 31].map((second) => seqBefore(instrument, second))).toEqual(['unknown', 'unknown', 80])
  })
  it('does not deny the ticks that it has forgotten since', () => {
    const instrument = newInstrument(50, false)
    for (const second of [10, 20]) fold(instrument, 50 + second, second, 1)
    anchor(instrument, null, 49)
    expect([5, 15, 21].map((second) => seqBefore(instrument, second))).toEqual(['unknown', 'unknown', 70])
  })
  it('may turn out to have no tick before', () => {
    const instrument = newInstrument(50, false)
    fold(instrument, 51, 10)
    anchor(instrument, null, 49)
    expect([10, 11].map((second) => seqBefore(instrument, second))).toEqual([null, 51])
  })
})
