import type { ClosedDay } from './closed-day.ts'
import { conditionalValueAtRisk } from './statistics/conditional-value-at-risk.ts'
import type { Sorted } from './statistics/sorted.ts'
import { valueAtRisk } from './statistics/value-at-risk.ts'

/** What of a closed day is in the sample. */
type SampledDay = Pick<ClosedDay, 'return' | 'idle_days'>

/**
 * The daily returns of one bot or portfolio in ascending order, for the figures that moments cannot give. Idle days are
 * counted and not held, so any number of them costs nothing.
 */
export type ReturnSample = Sorted & {
  /** Adds a day that has closed. O(days held). */
  add(day: SampledDay): void
  /** What is lost in the worst of its days, worked out once after each `add`. */
  tailRisk(): TailRisk
}

/** Losses of one day at 95 % as fractions, positive = loss; `null` of no day. */
export type TailRisk = { value_at_risk: number | null; conditional_value_at_risk: number | null }

/** 1 − confidence of 95 %. */
const TAIL = 0.05

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
  let known: TailRisk | null = null

  const sorted: Sorted = {
    get length() {
      return moves.length + zeros
    },
    at(index) {
      if (index < losses) return moves[index]
      return index < losses + zeros ? 0 : moves[index - zeros]
    },
  }
  return {
    get length() {
      return sorted.length
    },
    at: sorted.at,
    tailRisk() {
      known ??= {
        value_at_risk: valueAtRisk(sorted, TAIL),
        conditional_value_at_risk: conditionalValueAtRisk(sorted, TAIL),
      }
      return known
    },
    add(day) {
      known = null
      const value = take(day)
      if (value !== null) moves.splice(firstAbove(moves, value), 0, value)
    },
  }
}
