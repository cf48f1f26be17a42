import { describe, expect, it } from 'vitest'
import { ATTEMPTS_MAX, backoffMs } from '../src/backoff.ts'
import { outcomeOfReply, outcomeOfStatus, retryAfterMs } from '../src/delivery/outcome.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    [' 1.5 ', 1500],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
    ['999999999', 86_400_000],
    ['', null],
    ['-5', null],
    ['2027', 2_027_000],
    ['99999999999', null],
    ['soon', null],
    [undefined, null],
  ])('%j means %j milliseconds', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})

describe('a status', () => {
  it.each([
    [301, 'failed'],
    [304, 'failed'],
    [400, 'failed'],
    [404, 'failed'],
    [410, 'gone'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('%i is %s', (status, outcome) => {
    expect(outcomeOfStatus(status, null, 5)).toMatchObject({
      outcome,
      status_code: status,
      retry_after_ms: outcome === 'retry' ? 5 : null,
    })
  })
  it.each([
    [421, 'retry'],
    [450, 'retry'],
    [535, 'failed'],
    [550, 'failed'],
  ])('of SMTP, %i is %s', (code, outcome) => {
    expect(outcomeOfReply(code).outcome).toBe(outcome)
  })
})

describe('the schedule', () => {
  it('grows from seconds to a day, over three days, and ends', () => {
    const delays = Array.from({ length: ATTEMPTS_MAX }, (_, index) => backoffMs(index + 1, null, 0, 0))
    expect(delays.map((ms) => (ms === null ? null : ms / 1000))).toEqual([
      5,
      300,
      1800,
      7200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      null,
    ])
  })
  it('spreads attempts by up to a tenth, and waits as long as it is asked to', () => {
    expect(backoffMs(2, null, 0.5, 0)).toBe(315_000)
    expect(backoffMs(1, 2000, 0, 0)).toBe(2000)
    expect(backoffMs(2, 7000, 0, 0)).toBe(7000)
    expect(backoffMs(1, 600_000, 0.5, 0)).toBe(600_500)
  })
  it('is not run through in seconds for a receiver that keeps naming a short time, and ends for it too', () => {
    const waits = Array.from({ length: ATTEMPTS_MAX + 5 }, (_, index) => backoffMs(index + 1, 1000, 0, 0))
    expect(waits.slice(0, 4)).toEqual([1000, 5000, 300_000, 300_000])
    expect(waits.at(-1)).toBe(300_000)
    expect(backoffMs(3, 1000, 0, 80 * 3600_000)).toBe(300_000)
    expect(backoffMs(ATTEMPTS_MAX, 1000, 0, 80 * 3600_000)).toBeNull()
  })
})
