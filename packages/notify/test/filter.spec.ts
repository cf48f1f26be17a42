import { describe, expect, it } from 'vitest'
import { filterSchema, isWanted } from '../src/filter.ts'
import { aNotice } from '../src/testing.ts'

const wanted = (filter: Record<string, unknown>, notice: Parameters<typeof aNotice>[0], toldBefore = false) =>
  isWanted(filterSchema.parse(filter), aNotice(notice), toldBefore)

describe('a channel’s filter', () => {
  it('tells from WARNING on, live and demo, unless it says otherwise', () => {
    expect(wanted({}, { level: 'WARNING' })).toBe(true)
    expect(wanted({}, { level: 'INFO' })).toBe(false)
    expect(wanted({ min_level: 'INFO' }, { level: 'INFO' })).toBe(true)
    expect(wanted({}, { mode: 'demo' })).toBe(true)
    expect(wanted({ modes: ['live'] }, { mode: 'demo' })).toBe(false)
  })
  it('never tells a replay', () => {
    expect(wanted({}, { mode: 'replay' }, true)).toBe(false)
    expect(filterSchema.safeParse({ modes: ['replay'] }).success).toBe(false)
  })
  it('knows bots and types', () => {
    expect(wanted({ bots: ['alpha'] }, {})).toBe(true)
    expect(wanted({ bots: ['beta'] }, {})).toBe(false)
    expect(wanted({ types: ['MAX_DRAWDOWN_EXCEEDED'] }, {})).toBe(true)
    expect(wanted({ types: ['LOW_WIN_RATE'] }, {}, true)).toBe(false)
  })
  it('tells who heard of an alarm how it goes on, though it is mild by now', () => {
    const down = { type: 'alarm.escalated', level: 'WARNING', previous_level: 'CRITICAL' } as const
    expect(wanted({ min_level: 'CRITICAL' }, down, true)).toBe(true)
    expect(wanted({ min_level: 'CRITICAL' }, down)).toBe(false)
    expect(wanted({ min_level: 'CRITICAL' }, { type: 'alarm.cleared', level: 'WARNING' }, true)).toBe(true)
  })
  it('brings no good news of what was never bad news', () => {
    const down = { type: 'alarm.escalated', level: 'CRITICAL', previous_level: 'EMERGENCY' } as const
    expect(wanted({}, down)).toBe(false)
    expect(wanted({}, { type: 'alarm.cleared', level: 'EMERGENCY' })).toBe(false)
    expect(wanted({}, { ...down, level: 'EMERGENCY', previous_level: 'CRITICAL' })).toBe(true)
  })
  it('leaves good news out where it is asked to', () => {
    const down = { type: 'alarm.escalated', level: 'WARNING', previous_level: 'CRITICAL' } as const
    const up = { type: 'alarm.escalated', level: 'CRITICAL', previous_level: 'WARNING' } as const
    expect(wanted({ deescalated: false }, down, true)).toBe(false)
    expect(wanted({ deescalated: false }, up, true)).toBe(true)
    expect(wanted({ cleared: false }, { type: 'alarm.cleared' }, true)).toBe(false)
  })
})
