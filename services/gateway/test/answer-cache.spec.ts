import { expect, it } from 'vitest'
import { createAnswerCache } from '../src/live/answer-cache.ts'
import type { Place } from '../src/live/projection-watch.ts'

const start = () => {
  const at: { place: Place | null } = { place: { epoch: 'e', seq: 1 } }
  const cache = createAnswerCache({ place: () => at.place })
  let made = 0
  const ask = async (key: string) =>
    (await cache.get(key, async () => ({ seq: at.place?.seq ?? 0, text: `${key}${(made += 1)}` }))).text
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

it('keeps 500 answers and no more', async () => {
  const { ask } = start()
  for (let i = 0; i < 600; i += 1) await ask(`k${i}.`)
  expect(await ask('k0.')).toBe('k0.1')
  expect(await ask('k599.')).not.toBe('k599.600')
})
