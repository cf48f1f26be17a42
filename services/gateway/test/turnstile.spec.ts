import { expect, it } from 'vitest'
import { createTurnstile } from '../src/live/turnstile.ts'

it('lets in so many at a time, and turns away whom it has no place for', async () => {
  const turnstile = createTurnstile(2, 1)
  const doors = Array.from({ length: 3 }, () => Promise.withResolvers<string>())
  const entered: number[] = []
  const enter = (index: number) =>
    turnstile(() => {
      entered.push(index)
      return doors[index]?.promise ?? Promise.resolve('open')
    })
  const first = [enter(0), enter(1), enter(2)]
  await expect(enter(3)).rejects.toMatchObject({ code: 'busy' })
  expect(entered).toEqual([0, 1])
  doors[0]?.reject(new Error('fell'))
  await expect(first[0]).rejects.toThrow('fell')
  await Promise.resolve()
  expect(entered).toEqual([0, 1, 2])
  doors[1]?.resolve('one')
  doors[2]?.resolve('two')
  expect(await Promise.all(first.slice(1))).toEqual(['one', 'two'])
  expect(await enter(4)).toBe('open')
})
