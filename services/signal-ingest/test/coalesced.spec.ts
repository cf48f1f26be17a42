import { expect, it } from 'vitest'
import { coalesced } from '../src/coalesced.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('asks together what is asked in one turn, and what is asked while calls run', async () => {
  const calls: (readonly number[])[] = []
  const gates: (() => void)[] = []
  const ask = coalesced(async (questions: readonly number[]) => {
    calls.push(questions)
    await new Promise<void>((open) => void gates.push(open))
    return questions.map((question) => question * 10)
  }, 1)
  const first = [ask(1), ask(2)]
  await turn()
  const second = [ask(3)]
  await turn()
  second.push(ask(4))
  await turn()
  expect(calls).toEqual([[1, 2]])
  gates.shift()?.()
  expect(await Promise.all(first)).toEqual([10, 20])
  await turn()
  gates.shift()?.()
  expect(await Promise.all(second)).toEqual([30, 40])
  expect(calls).toEqual([
    [1, 2],
    [3, 4],
  ])
})

it('gives an error to all who asked together, and goes on', async () => {
  let failing = true
  const ask = coalesced((questions: readonly string[]) =>
    failing ? Promise.reject(new Error('away')) : Promise.resolve(questions),
  )
  const results = await Promise.allSettled([ask('a'), ask('b')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  failing = false
  expect(await ask('c')).toBe('c')
})
