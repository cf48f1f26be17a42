import { ALL_BOTS, partitionOf, UNKNOWN_BOT } from '@papertape/events'
import { anAcceptedSignal, EPOCH_START } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { partitionOfFact } from '../src/append.ts'

const envelope = { version: 1, time: EPOCH_START, cause: null, correlation: null } as const
const clock = { ...envelope, id: 'e1', type: 'clock.ticked', bot_id: ALL_BOTS, data: { minute: EPOCH_START } } as const

describe('the partition of a fact', () => {
  it('is that of its bot', () => {
    expect(partitionOfFact(anAcceptedSignal({ bot_id: 'alpha' }), 8, undefined)).toBe(partitionOf('alpha', 8))
  })

  it('is 0 for the clock and the marks’ own for marks', () => {
    expect(partitionOfFact(clock, 8, undefined)).toBe(0)
    const data = { partition: 5, run: null, minute: EPOCH_START, ledger_seq: 1, ticks_epoch: 'e', marks: [] }
    expect(partitionOfFact({ ...clock, type: 'marks.recorded', data }, 8, undefined)).toBe(5)
  })

  it('must be told where no bot is known', () => {
    const fact = { ...anAcceptedSignal(), bot_id: UNKNOWN_BOT }
    expect(() => partitionOfFact(fact, 8, undefined)).toThrow(/explicit partition/)
    expect(partitionOfFact(fact, 8, 3)).toBe(3)
    expect(() => partitionOfFact(fact, 8, 8)).toThrow(/no partition 8/)
  })

  it('cannot be another than its own', () => {
    expect(() => partitionOfFact(clock, 8, 1)).toThrow(/belongs in partition 0/)
  })
})
