import { describe, expect, it } from 'vitest'
import { readyAnswer } from '../src/live/answer-cache.ts'
import { createHeldAnswers } from '../src/live/held-answers.ts'

const given = () => {
  const world = { nowMs: 0, epoch: 'one' }
  const place = () => ({ seq: 9, epoch: world.epoch })
  return { world, held: createHeldAnswers({ place }, () => world.nowMs) }
}

describe('held answers', () => {
  it('hold five times as long as they took to make, a minute at most', () => {
    const { world, held } = given()
    held.hold('dear', readyAnswer(5, 'text'), 1000)
    held.hold('dearest', readyAnswer(5, 'text'), 30_000)
    held.hold('cheap', readyAnswer(5, 'text'), 249)
    expect(held.known('cheap', 0)).toBeUndefined()
    world.nowMs = 4999
    expect(held.known('dear', 0)?.text).toBe('text')
    world.nowMs = 5000
    expect(held.known('dear', 0)).toBeUndefined()
    world.nowMs = 59_999
    expect(held.known('dearest', 0)).toBeDefined()
    world.nowMs = 60_000
    expect(held.known('dearest', 0)).toBeUndefined()
  })

  it('are not for those who ask for a later sequence', () => {
    const { held } = given()
    held.hold('dear', readyAnswer(5, 'text'), 1000)
    expect([held.known('dear', 5)?.seq, held.known('dear', 6)]).toEqual([5, undefined])
  })

  it('end with the projection that they came from', () => {
    const { world, held } = given()
    held.hold('dear', readyAnswer(5, 'text'), 1000)
    world.epoch = 'two'
    expect(held.known('dear', 0)).toBeUndefined()
  })

  it('make room, the oldest first', () => {
    const { held } = given()
    const large = 'x'.repeat(3 * 1024 * 1024)
    for (const key of ['a', 'b', 'c']) held.hold(key, readyAnswer(5, large), 1000)
    expect(['a', 'b', 'c'].map((key) => held.known(key, 0) !== undefined)).toEqual([false, true, true])
  })
})
