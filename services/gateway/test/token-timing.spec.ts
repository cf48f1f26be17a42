import { expect, it } from 'vitest'
import { secretCheck } from '../src/http/operator-token.ts'

/** So long that comparing letter by letter would take its time. */
const LENGTH = 4 * 1024 * 1024
const isSecret = secretCheck('a'.repeat(LENGTH))

const medianMs = (given: string): number => {
  const took = Array.from({ length: 15 }, () => {
    const startedAtMs = performance.now()
    expect(isSecret(given)).toBe(false)
    return performance.now() - startedAtMs
  })
  return took.toSorted((a, b) => a - b)[7] ?? Number.NaN
}

/**
 * Letter by letter, the first guess would be refused at once and the last one a thousand times later; a digest takes as long
 * for each. What is compared in constant time is the digests, which a guesser cannot steer.
 */
it('takes as long to refuse a guess that is right but for its last letter as one that is wrong from its first', () => {
  const wrongFirst = `b${'a'.repeat(LENGTH - 1)}`
  const wrongLast = `${'a'.repeat(LENGTH - 1)}b`
  medianMs(wrongFirst)
  const ratio = medianMs(wrongLast) / medianMs(wrongFirst)
  expect(ratio).toBeGreaterThan(0.4)
  expect(ratio).toBeLessThan(2.5)
})
