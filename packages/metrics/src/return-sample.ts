import type { ClosedDay } from './closed-day.ts'
import type { Sorted } from './statistics/sorted.ts'

/** What of a closed day is in the sample. */
type SampledDay = Pick<ClosedDay, 'return' | 'idle_days'>

/**
 * The daily returns of one bot or portfolio in ascending order, for the figures that moments cannot give. Idle days are
 * counted and not held, so any number of them costs nothing.
 */
export type ReturnSample = Sorted & {
  /** Adds a day that has closed. O(days held). */
  add(day: SampledDay): void
}

const firstAbove = (sorted: readonly number[], value: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}

/** The sample of a record's closed days so far, in any order. */
export const createReturnSample = (days: Iterable<SampledDay> = []): ReturnSample => {
  /** All but the zeros. */
  const moves: number[] = []
  let zeros = 0
  let losses = 0
  const take = (day: SampledDay): number | null => {
    zeros += day.idle_days
    if (day.return === 0) zeros += 1
    else if (day.return !== null) {
      if (day.return < 0) losses += 1
      return day.return
    }
    return null
  }
  for (const day of days) {
    const value = take(day)
    if (value !== null) moves.push(value)
  }
  moves.sort((a, b) => a - b)

  return {
    get length() {
      return moves.length + zeros
    },
    at(index) {
      if (index < losses) return moves[index]
      return index < losses + zeros ? 0 : moves[index - zeros]
    },
    add(day) {
      const value = take(day)
      if (value !== null) moves.splice(firstAbove(moves, value), 0, value)
    },
  }
}
