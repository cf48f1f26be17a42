import { expect, it } from 'vitest'
import { progressOf } from '../src/testing/progress.ts'

const text = (...steps: object[]) => steps.map((step) => `${JSON.stringify(step)}\n`).join('')
const planned = { planned: ['a', 'b', 'c', 'd'] }

it('tells what a run had come to when it was cut off', () => {
  const told = text(
    planned,
    { file: 'b', test: 'one', state: 'begun' },
    { file: 'b', test: 'one', state: 'passed' },
    { file: 'b', test: 'two', state: 'begun' },
    { file: 'a', test: 'one', state: 'begun' },
    { file: 'a', test: 'one', state: 'failed' },
    { file: 'a', test: 'two', state: 'skipped' },
    { ended: 'a', state: 'failed' },
    { ended: 'c', state: 'failed' },
  )
  expect(progressOf(`${told}{"ended":"b","st`)).toEqual({
    passed: 1,
    failed: 2, // a test of a, and c, which has none
    notEnded: [
      { file: 'b', tests: ['two'] },
      { file: 'd', tests: [] },
    ],
  })
})

it('tells nothing of a run that never began', () => {
  expect(progressOf('')).toEqual({ passed: 0, failed: 0, notEnded: [] })
})
