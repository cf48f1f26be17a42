import { describe, expect, it } from 'vitest'
import { createWaiters } from '../src/reached.ts'

const settled = async (promise: Promise<void>): Promise<'fulfilled' | 'waiting'> =>
  Promise.race([promise.then(() => 'fulfilled' as const), Promise.resolve().then(() => 'waiting' as const)])

describe('waiting for a position', () => {
  it('ends at the position or behind it', async () => {
    const waiters = createWaiters()
    const five = waiters.wait(5, undefined)
    const nine = waiters.wait(9, undefined)
    waiters.advanced(4)
    expect(await settled(five)).toBe('waiting')
    waiters.advanced(7)
    await five
    expect(await settled(nine)).toBe('waiting')
    expect(waiters.wanted()).toBe(9)
    waiters.advanced(9)
    await nine
    expect(waiters.wanted()).toBe(0)
  })

  it('ends with its own signal and leaves the others', async () => {
    const waiters = createWaiters()
    const stop = new AbortController()
    const mine = waiters.wait(5, stop.signal)
    const other = waiters.wait(6, undefined)
    stop.abort(new Error('enough'))
    await expect(mine).rejects.toThrow('enough')
    waiters.advanced(6)
    await other
  })

  it('ends with what it waits for, for those who come later too', async () => {
    const waiters = createWaiters()
    const early = waiters.wait(5, undefined)
    waiters.end(new Error('over'))
    await expect(early).rejects.toThrow('over')
    await expect(waiters.wait(1, undefined)).rejects.toThrow('over')
  })
})
