import type { Price } from './price.ts'

/** Some of the prices that an instrument has come by: the nearer to the last one, the closer together. */
export type Waypoints = {
  /** Takes note of the next price worked through. */
  pass(price: Price): void
  /** The latest one remembered whose sequence is not above the given one. */
  atOrBefore(seq: number): Price | null
}

/** How many are kept before those that are too close together for their age go. */
const KEPT_MAX = 128

/** Nearer ones are not worth keeping apart: reading this many messages again costs nothing. */
const APART = 16

type Kept = { price: Price; nth: number }

/**
 * Each second one goes soon, each fourth later, each eighth later still: about 4 remain for each doubling of the distance,
 * so that going back costs in proportion to how far back.
 */
const isKept = ({ nth }: Kept, newest: number): boolean => newest - nth < 8 * (nth & -nth)

/** Waypoints of an instrument that begins nowhere. */
export const createWaypoints = (): Waypoints => {
  let kept: Kept[] = []
  let passed = 0
  let next = 0
  return {
    pass(price) {
      if (price.seq < next) return
      next = price.seq + APART
      passed += 1
      kept.push({ price, nth: passed })
      if (kept.length > KEPT_MAX) kept = kept.filter((each) => isKept(each, passed))
    },
    atOrBefore: (seq) => kept.findLast(({ price }) => price.seq <= seq)?.price ?? null,
  }
}
