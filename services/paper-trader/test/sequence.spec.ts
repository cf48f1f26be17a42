import { describe, expect, it } from 'vitest'
import { createSequence } from '../src/sequence.ts'

describe('a sequence', () => {
  it('runs a synchronous task at once when nothing is before it', () => {
    const sequence = createSequence()
    const done: string[] = []
    expect(sequence.run(() => void done.push('first'))).toBeUndefined()
    expect(done).toEqual(['first'])
    expect(sequence.isIdle).toBe(true)
  })
  it('runs tasks in order, the synchronous ones too, and goes on behind one that fails', async () => {
    const sequence = createSequence()
    const done: string[] = []
    const gate = Promise.withResolvers<void>()
    const slow = sequence.run(async () => {
      await gate.promise
      done.push('slow')
      throw new Error('slow')
    })
    const quick = sequence.run(() => void done.push('quick'))
    expect(sequence.isIdle).toBe(false)
    gate.resolve()
    await expect(slow).rejects.toThrow('slow')
    await quick
    await Promise.resolve()
    expect(done).toEqual(['slow', 'quick'])
    expect(sequence.isIdle).toBe(true)
  })
})
