import { describe, expect, it } from 'vitest'
import { nextInLine, type Waiting } from '../../src/notify/next-in-line.ts'

const NOW = 1000
const waiting = (notification_id: string, given: Partial<Waiting> = {}): Waiting => ({
  notification_id,
  alarm_id: notification_id,
  attempts: 0,
  lease_until: null,
  next_attempt_at: 0,
  ...given,
})
const next = (...line: Waiting[]) => nextInLine(line, NOW)?.notification_id ?? null

describe('in a channel’s line', () => {
  it('the oldest comes first, one at a time', () => {
    expect(next()).toBeNull()
    expect(next(waiting('a'), waiting('b'))).toBe('a')
    expect(next(waiting('a', { lease_until: NOW + 1 }), waiting('b'))).toBeNull()
    expect(next(waiting('a'), waiting('b', { lease_until: NOW + 1 }))).toBeNull()
  })
  it('one whose sender died comes again', () => {
    expect(next(waiting('a', { lease_until: NOW, next_attempt_at: NOW + 9 }), waiting('b'))).toBe('a')
  })
  it('a first failure keeps all behind it waiting', () => {
    expect(next(waiting('a', { attempts: 1, next_attempt_at: NOW + 1 }), waiting('b'))).toBeNull()
    expect(next(waiting('a', { attempts: 1, next_attempt_at: NOW }), waiting('b'))).toBe('a')
  })
  it('one that keeps failing steps aside for other alarms, and never for its own', () => {
    const failing = waiting('a', { alarm_id: 'x', attempts: 2, next_attempt_at: NOW + 1 })
    expect(next(failing, waiting('b'))).toBe('b')
    expect(next(failing, waiting('b', { alarm_id: 'x' }))).toBeNull()
    expect(next(failing, waiting('b', { alarm_id: 'x' }), waiting('c'))).toBe('c')
  })
})
