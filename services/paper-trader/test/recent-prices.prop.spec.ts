import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecentPrices } from '../src/recent-prices.ts'

describe('the newest messages of an instrument', () => {
  it('are all behind a sequence, or none where some are gone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 700 }),
        fc.nat(2000),
        fc.nat(50),
        (gaps, asked, knownFrom) => {
          const recent = createRecentPrices(knownFrom)
          let seq = knownFrom
          const all = gaps.map((gap) => {
            seq += gap
            recent.keep(seq, seq, new TextEncoder().encode(`price ${seq}`))
            return seq
          })
          const found = recent.since(asked)
          const wanted = all.filter((each) => each > asked)
          if (found === null) expect(asked < knownFrom || wanted.length > 256 || all.length > 256).toBe(true)
          else {
            expect(asked >= knownFrom).toBe(true)
            expect(found.map((kept) => [kept.seq, kept.text()])).toEqual(wanted.map((each) => [each, `price ${each}`]))
          }
          if (asked >= knownFrom && wanted.length <= 255) expect(found).not.toBeNull()
        },
      ),
    )
  })
})
