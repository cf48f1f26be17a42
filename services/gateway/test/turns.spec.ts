import { describe, expect, it } from 'vitest'
import { createTurns } from '../src/publishing/turns.ts'

/** Work that ends when it is told to. */
const work = (log: string[], name: string) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const begin = async () => {
    log.push(`${name} begins`)
    await promise
    log.push(`${name} ends`)
    return name
  }
  return { begin, end: resolve }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('turns', () => {
  it('let those of one name work one after another, and others beside them', async () => {
    const turns = createTurns()
    const log: string[] = []
    const [a, b, c] = [work(log, 'a'), work(log, 'b'), work(log, 'c')]
    const all = Promise.all([turns('x', 1000, a.begin), turns('x', 1000, b.begin), turns('y', 1000, c.begin)])
    await settled()
    expect(log).toEqual(['a begins', 'c begins'])
    a.end()
    await settled()
    expect(log).toEqual(['a begins', 'c begins', 'a ends', 'b begins'])
    b.end()
    c.end()
    expect(await all).toEqual(['a', 'b', 'c'])
  })
  it('are not kept from others by who fails or gives up waiting', async () => {
    const turns = createTurns()
    const log: string[] = []
    const a = work(log, 'a')
    const b = work(log, 'b')
    const first = turns('x', 1000, a.begin)
    await expect(turns('x', 1, async () => log.push('never'))).rejects.toMatchObject({ code: 'busy' })
    const failing = turns('x', 1000, async () => {
      throw new RangeError('failed')
    })
    const last = turns('x', 1000, b.begin)
    await settled()
    expect(log).toEqual(['a begins'])
    a.end()
    await expect(failing).rejects.toThrow('failed')
    b.end()
    expect(await Promise.all([first, last])).toEqual(['a', 'b'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })
})
