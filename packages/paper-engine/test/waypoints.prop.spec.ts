import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Price } from '../src/index.ts'
import { createWaypoints } from '../src/waypoints.ts'
import { aTick } from './given.ts'

const passed = (seqs: readonly number[]) => {
  const waypoints = createWaypoints()
  for (const seq of seqs) waypoints.pass(aTick(seq, '100') satisfies Price)
  return waypoints
}

describe('waypoints', () => {
  it('never answer a price behind the place asked for, nor one that did not come by', () => {
    const tapes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3_000 })
    fc.assert(
      fc.property(tapes, fc.nat(60_000), (steps, asked) => {
        let seq = 0
        const seqs = steps.map((step) => {
          seq += step
          return seq
        })
        const found = passed(seqs).atOrBefore(asked)?.seq ?? null
        if (found !== null) expect(seqs.includes(found) && found <= asked).toBe(true)
        else if (seqs.length < 100) expect(seqs[0] === undefined || seqs[0] > asked).toBe(true)
      }),
    )
  })

  it('are dense where the tape is now and thin out behind, so that going back costs in proportion', () => {
    const end = 100_000
    const waypoints = passed(Array.from({ length: end }, (_, index) => index + 1))
    for (const back of [0, 10, 100, 500, 1_000, 10_000, 50_000]) {
      const found = waypoints.atOrBefore(end - back)?.seq ?? 0
      expect(end - found, String(back)).toBeLessThanOrEqual(32 + 2 * back)
    }
  })
})
