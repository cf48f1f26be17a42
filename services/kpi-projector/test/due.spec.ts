import { describe, expect, it } from 'vitest'
import { dueBetween } from '../src/reporting/due.ts'

const at = (time: string) => `2024-01-31T${time}:00.000Z`
const hourly = { reportSeconds: 3600, updateSeconds: 60 }

describe('what the ledger’s clock asks for', () => {
  it.each([
    ['within an hour: an update', '13:58', '13:59', { report: null, update: true }],
    ['at the hour: its report', '13:59', '14:00', { report: at('14:00'), update: true }],
    ['over the hour: the same report', '13:59', '14:01', { report: at('14:00'), update: true }],
    ['over several hours: the newest alone', '13:59', '17:30', { report: at('17:00'), update: true }],
    ['standing still: nothing', '14:00', '14:00', { report: null, update: false }],
    ['going back, as after a restore: nothing', '14:00', '12:30', { report: null, update: false }],
  ])('%s', (_, from, to, due) => {
    expect(dueBetween(at(from), at(to), hourly)).toEqual(due)
  })
  it('is no report when the clock is seen for the first time, because nobody knows what was missed', () => {
    expect(dueBetween(null, at('14:00'), hourly)).toEqual({ report: null, update: true })
  })
  it('passes midnight', () => {
    expect(dueBetween(at('23:59'), '2024-02-01T00:00:00.000Z', hourly).report).toBe('2024-02-01T00:00:00.000Z')
  })
  it('counts intervals from the epoch, whatever they are', () => {
    const odd = { reportSeconds: 90, updateSeconds: 7200 }
    expect(dueBetween(at('12:00'), at('12:01'), odd)).toEqual({ report: null, update: false })
    expect(dueBetween(at('12:01'), at('12:02'), odd).report).toBe('2024-01-31T12:01:30.000Z')
    expect(dueBetween(at('13:59'), at('14:00'), odd)).toEqual({ report: at('14:00'), update: true })
  })
})
