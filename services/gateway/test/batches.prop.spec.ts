import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBatches } from '../src/live/batches.ts'

it('answers every question by a batch that began after it was asked, each key once in a batch', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.integer({ min: 0, max: 5 }), turns: fc.nat(3) }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (questions, sizeMax) => {
        let clock = 0
        const batches = createBatches<number, { key: number; beganAt: number }>(async (keys) => {
          const beganAt = (clock += 1)
          expect(keys.length).toBeLessThanOrEqual(sizeMax)
          expect(new Set(keys).size).toBe(keys.length)
          for (let turn = 0; turn < 3; turn += 1) await Promise.resolve()
          return keys.map((key) => ({ key, beganAt }))
        }, sizeMax)
        const answered = []
        for (const { key, turns } of questions) {
          const askedAt = (clock += 1)
          answered.push(batches.of(key).then((answer) => ({ asked: { key, askedAt }, answer })))
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
        }
        for (const { asked, answer } of await Promise.all(answered)) {
          expect(answer.key).toBe(asked.key)
          expect(answer.beganAt).toBeGreaterThan(asked.askedAt)
        }
      },
    ),
  )
})

it('passes a failure on to all who asked, and goes on', async () => {
  let fail = true
  const batches = createBatches<string, string>(async (keys) => {
    if (fail) throw new Error('away')
    return keys.map((key) => key.toUpperCase())
  }, 10)
  expect(await Promise.allSettled([batches.of('a'), batches.of('b')])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ])
  fail = false
  expect(await batches.of('a')).toBe('A')
})
