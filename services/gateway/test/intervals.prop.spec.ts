import fc from 'fast-check'
import { expect, it } from 'vitest'
import { INTERVAL_NAMES, lastOfEach, shortestWithin } from '../src/reads/kpi/intervals.ts'

const START_MS = Date.parse('2024-01-01T00:00:00.000Z')
const inOrder = fc
  .array(fc.integer({ min: 0, max: 400 * 86_400 }), { minLength: 1, maxLength: 300 })
  .map((seconds) => seconds.toSorted((a, b) => a - b).map((second) => START_MS + second * 1000))

it('keeps the last of each interval, and always the newest of all', () => {
  fc.assert(
    fc.property(inOrder, fc.constantFrom(...INTERVAL_NAMES), (times, interval) => {
      const lasts = lastOfEach(times, interval)
      expect(lasts.at(-1)).toBe(times.length - 1)
      expect(lasts).toEqual([...new Set(lasts)].toSorted((a, b) => a - b))
      if (interval === '1d') {
        const days = new Map(times.map((ms, index) => [new Date(ms).toISOString().slice(0, 10), index]))
        expect(lasts).toEqual([...days.values()])
      }
    }),
  )
})

it('begins weeks on Monday', () => {
  const [sunday, monday] = ['2024-01-07T23:59:59.999Z', '2024-01-08T00:00:00.000Z'].map((time) => Date.parse(time))
  expect(lastOfEach([START_MS, sunday ?? 0, monday ?? 0], '1w')).toEqual([1, 2])
})

it('takes the shortest interval that leaves so many points', () => {
  const minutes = Array.from({ length: 1441 }, (_, minute) => START_MS + minute * 60_000)
  expect(shortestWithin(minutes, 1441)).toBe('1m')
  expect(shortestWithin(minutes, 1440)).toBe('5m')
  expect(shortestWithin(minutes, 25)).toBe('1h')
  expect(shortestWithin(minutes, 0)).toBe('1w')
})
