import { anAcceptedSignal } from '@papertape/events/testing'
import { createEngine, instrumentKey, priceOfTick } from '@papertape/paper-engine'
import { describe, expect, it } from 'vitest'
import { isMarkDue, marksFact, marksOf, minuteOf } from '../src/marks.ts'

const at = (time: string, day = '01') => `2024-03-${day}T${time}.000Z`
const quiet = { markedMinute: null, firstAcceptedAt: null, openSince: [] }

describe('a minute of a run', () => {
  it('is the full one that a time is in', () => {
    expect(minuteOf('2024-03-01T10:20:59.999Z')).toBe('2024-03-01T10:20:00.000Z')
  })
  it.each([
    ['nothing is open', quiet, false],
    ['a trade is open since an earlier minute', { ...quiet, openSince: [at('10:04:59')] }, true],
    ['a trade is open since this minute only', { ...quiet, openSince: [at('10:05:00')] }, false],
    ['it is marked', { ...quiet, openSince: [at('10:00:00')], markedMinute: at('10:05:00') }, false],
    ['a later one is marked', { ...quiet, openSince: [at('10:00:00')], markedMinute: at('10:06:00') }, false],
    ['an earlier one is marked', { ...quiet, openSince: [at('10:00:00')], markedMinute: at('10:04:00') }, true],
    ['the last mark is of today', { ...quiet, markedMinute: at('00:00:00') }, false],
    ['the last mark is of yesterday', { ...quiet, markedMinute: at('23:59:00', '00') }, true],
    ['the run’s first signal is of today', { ...quiet, firstAcceptedAt: at('10:00:00') }, false],
    ['the run’s first signal is of yesterday', { ...quiet, firstAcceptedAt: at('23:59:00', '00') }, true],
  ])('is due or not: %s', (_case, minutes, due) => {
    expect(isMarkDue(at('10:05:00'), minutes)).toBe(due)
  })
})

describe('marks', () => {
  it('are the last price of each instrument whose trades are undecided', () => {
    const engine = createEngine({ position: 0 })
    const price = (text: string, seq: number) => priceOfTick({ price: text, time: at('10:00:00'), seq })
    engine.open(anAcceptedSignal({ signal_id: 'a', symbol: 'A' }), 1)
    engine.open(anAcceptedSignal({ signal_id: 'b', symbol: 'B' }), 2)
    engine.open(anAcceptedSignal({ signal_id: 'c', symbol: 'C' }), 3)
    engine.advance(instrumentKey('binance', 'A'), price('101', 1))
    engine.advance(instrumentKey('binance', 'B'), price('90', 2))
    // B's exit is decided, C has never been priced.
    expect(marksOf(engine)).toEqual([{ venue: 'binance', symbol: 'A', price: '101', time: at('10:00:00'), seq: 1 }])
  })
  it('have one id per minute, partition and run', () => {
    const data = { partition: 1, run: null, minute: at('10:00:00'), ledger_seq: 1, ticks_epoch: 'e', marks: [] }
    const ids = [data, { ...data, ledger_seq: 9 }, { ...data, partition: 2 }, { ...data, run: 'r' }].map(
      (each) => marksFact(each, null).id,
    )
    expect(ids[0]).toBe(ids[1])
    expect(new Set(ids).size).toBe(3)
  })
})
