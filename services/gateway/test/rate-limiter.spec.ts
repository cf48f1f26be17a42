import { describe, expect, it } from 'vitest'
import { addressBlockOf } from '../src/http/address-block.ts'
import { createRateLimiter } from '../src/http/rate-limiter.ts'

const start = (quota: number, keysMax?: number) => {
  const clock = { ms: 0 }
  return { clock, limiter: createRateLimiter(quota, () => clock.ms, keysMax) }
}

describe('a quota', () => {
  it('lets as many pass in a window and no more, and says how many are left', () => {
    const { limiter } = start(3)
    expect([1, 2, 3, 4, 5].map(() => limiter.take('a'))).toEqual([
      { admitted: true, remaining: 2, resetSeconds: 60 },
      { admitted: true, remaining: 1, resetSeconds: 60 },
      { admitted: true, remaining: 0, resetSeconds: 60 },
      { admitted: false, remaining: 0, resetSeconds: 60 },
      { admitted: false, remaining: 0, resetSeconds: 60 },
    ])
  })
  it('is there again once the window is over, and not before', () => {
    const { clock, limiter } = start(1)
    limiter.take('a')
    clock.ms = 59_999
    expect(limiter.take('a')).toEqual({ admitted: false, remaining: 0, resetSeconds: 1 })
    clock.ms = 60_000
    expect(limiter.take('a')).toEqual({ admitted: true, remaining: 0, resetSeconds: 60 })
  })
  it('is each asker’s own', () => {
    const { limiter } = start(1)
    expect(['a', 'b', 'a'].map((key) => limiter.take(key).admitted)).toEqual([true, true, false])
  })
  it('gets back what was counted by mistake', () => {
    const { limiter } = start(1)
    limiter.take('a')
    limiter.giveBack('a')
    limiter.giveBack('a')
    limiter.giveBack('nobody')
    expect([limiter.take('a').admitted, limiter.take('a').admitted]).toEqual([true, false])
  })
  it('is remembered for so many askers, the newest', () => {
    const { limiter } = start(1, 3)
    for (const key of ['a', 'b', 'c', 'd']) limiter.take(key)
    expect(['d', 'c', 'b'].map((key) => limiter.take(key).admitted)).toEqual([false, false, false])
    expect(limiter.take('a').admitted).toBe(true)
  })
})

describe('an address stands for', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s: %s', (address, block) => {
    expect(addressBlockOf(address)).toBe(block)
  })
})
