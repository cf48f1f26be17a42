import { expect, it } from 'vitest'
import { createAnswerCache, readyAnswer } from '../src/live/answer-cache.ts'
import type { Place } from '../src/live/projection-watch.ts'

const start = () => {
  const at: { place: Place | null } = { place: { epoch: 'e', seq: 1 } }
  const cache = createAnswerCache({ place: () => at.place })
  let made = 0
  const ask = async (key: string) =>
    (await cache.get(key, async () => readyAnswer(at.place?.seq ?? 0, `${key}${(made += 1)}`))).text
  return { at, cache, ask }
}

it('makes an answer once, however many ask at once or later', async () => {
  const { ask } = start()
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a1', 'a1', 'b2'])
  expect(await ask('a')).toBe('a1')
})

it('makes it anew when the projection has moved, or is another one', async () => {
  const { at, ask } = start()
  await ask('a')
  at.place = { epoch: 'e', seq: 2 }
  expect(await ask('a')).toBe('a2')
  at.place = { epoch: 'f', seq: 2 }
  expect(await ask('a')).toBe('a3')
})

it('keeps nothing while there is no place', async () => {
  const { at, ask } = start()
  at.place = null
  expect([await ask('a'), await ask('a')]).toEqual(['a1', 'a2'])
})

it('keeps no failure', async () => {
  const { cache, ask } = start()
  await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await ask('a')).toBe('a1')
})

it('keeps 2,000 answers and no more', async () => {
  const { ask } = start()
  for (let i = 0; i < 2100; i += 1) await ask(`k${i}.`)
  expect(await ask('k0.')).toBe('k0.1')
  expect(await ask('k2099.')).not.toBe('k2099.2100')
})

it('keeps 32 Mi characters and no more', async () => {
  const { ask } = start()
  const long = 'x'.repeat(20 * 1024 * 1024)
  await ask('short')
  await ask(`${long}a`)
  await ask(`${long}b`)
  expect(await ask('short')).toBe('short1')
  expect((await ask(`${long}a`)).endsWith('a2')).toBe(true)
  expect((await ask(`${long}b`)).endsWith('b4')).toBe(true)
})

it('knows an answer at once when it has been made', async () => {
  const { at, cache, ask } = start()
  expect(cache.known('a')).toBeUndefined()
  await ask('a')
  expect(cache.known('a')).toMatchObject({ seq: 1, text: 'a1', tag: expect.stringMatching(/^"/) })
  at.place = { epoch: 'e', seq: 2 }
  expect(cache.known('a')).toBeUndefined()
})
