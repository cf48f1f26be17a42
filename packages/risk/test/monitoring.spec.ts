import { describe, expect, it } from 'vitest'
import { monitoringOf } from '../src/index.ts'
import { second } from './given.ts'

const minute = (count: number) => second(count * 60)

describe('the watch over a bot', () => {
  const fine = {
    now: minute(10),
    ledger_minute: minute(10),
    evaluator_minute: minute(9),
    projector_minute: minute(8),
  }

  it('is well while everybody is at most two minutes behind', () => {
    expect(monitoringOf(fine, null)).toEqual({ state: 'OK', reason: null, since: null })
  })

  it('has no data where prices are stale, since then', () => {
    expect(monitoringOf(fine, minute(4))).toEqual({ state: 'NO_DATA', reason: 'PRICES_STALE', since: minute(4) })
  })

  it('tells the reason nearest to the source', () => {
    const reasonOf = (given: Partial<typeof fine>) => monitoringOf({ ...fine, ...given }, minute(4)).reason
    expect(reasonOf({ projector_minute: minute(7) })).toBe('PROJECTOR_BEHIND')
    expect(reasonOf({ projector_minute: minute(7), evaluator_minute: minute(7) })).toBe('EVALUATOR_BEHIND')
    expect(reasonOf({ now: minute(13), evaluator_minute: minute(7) })).toBe('CLOCK_STOPPED')
  })

  it('has none while nothing has ever been heard', () => {
    expect(monitoringOf({ ...fine, ledger_minute: null }, null)).toEqual({
      state: 'NO_DATA',
      reason: 'CLOCK_STOPPED',
      since: null,
    })
    expect(monitoringOf({ ...fine, evaluator_minute: null }, null).reason).toBe('EVALUATOR_BEHIND')
  })
})
