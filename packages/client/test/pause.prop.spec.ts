import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jitterMs } from '../src/pause.ts'
import { retryAfterOf } from '../src/problem.ts'

it('pauses for anything between nothing and a limit that doubles up to the longest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const ms = jitterMs(attempt, { firstMs: 500, mostMs: 30_000, random: () => chance })
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** (attempt - 1)))
    }),
  )
  const longest = [1, 2, 3, 7, 8].map((attempt) => jitterMs(attempt, { firstMs: 500, mostMs: 30_000, random: () => 1 }))
  expect(longest).toEqual([500, 1000, 2000, 30_000, 30_000])
})

it('reads Retry-After as seconds or as a date, and nothing else', () => {
  const nowMs = Date.parse('2024-01-01T00:00:00Z')
  const read = (header: string | null) => retryAfterOf(header, nowMs)
  expect([read('0'), read('120'), read(null), read('soon')]).toEqual([0, 120, null, null])
  expect(read('Mon, 01 Jan 2024 00:00:30 GMT')).toBe(30)
  expect(read('Sun, 31 Dec 2023 23:59:00 GMT')).toBe(0)
})
