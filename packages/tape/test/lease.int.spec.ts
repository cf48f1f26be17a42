import { setTimeout as delay } from 'node:timers/promises'
import { connectTape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCandidates, until } from './fixtures/candidates.ts'
import { startLossyProxy } from './fixtures/lossy-proxy.ts'
import { instancesOfRank } from './fixtures/ranks.ts'

let servers: TestServers
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const pair = async (lease: string, ranks: readonly [number, number]) => {
  const [first = '', second = ''] = instancesOfRank(lease, ranks)
  const candidates = startCandidates('lease', servers.natsUrl, lease)
  await candidates.start(first)
  await until(() => candidates.holders().includes(first))
  await candidates.start(second)
  return { ...candidates, first, second }
}

describe('a lease', () => {
  it('stays with its holder while a candidate of no better rank waits', async () => {
    await using candidates = await pair('stays.1', [2, 2])
    await delay(7000) // each request to the server lives two seconds
    expect(candidates.told.filter(({ type }) => type !== 'ready')).toHaveLength(1)
  })

  it('goes to a candidate of better rank, and the holder lets go at once', async () => {
    await using candidates = await pair('balance.1', [3, 1])
    await until(() => candidates.holders().join() === candidates.second)
    const [held, lost] = ['held', 'lost'].map((type) => candidates.told.findLast((message) => message.type === type))
    expect(Math.abs((lost?.at_ms ?? 0) - (held?.at_ms ?? 0))).toBeLessThan(200)
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)('is held by another about a second after %s', async (signal) => {
    await using candidates = await pair(`ended.${signal}`, [1, 3])
    const atMs = Date.now()
    await candidates.signal(candidates.first, signal)
    await until(() => candidates.holders().includes(candidates.second))
    expect(Date.now() - atMs).toBeLessThan(4000) // a second, on a machine that has nothing else to do
  })

  it('moves away from a holder that stands still, which notices when it goes on', async () => {
    await using candidates = await pair('stopped.1', [1, 3])
    const atMs = Date.now()
    await candidates.signal(candidates.first, 'SIGSTOP')
    await until(() => candidates.holders().includes(candidates.second))
    expect(Date.now() - atMs).toBeLessThan(6000) // less than three, on a machine that has nothing else to do
    await delay(1500)
    const before = candidates.told.length
    await candidates.signal(candidates.first, 'SIGCONT')
    // Its better rank brings the lease back, but by a new tick: it first learns that it has lost it.
    await until(() => candidates.holders().join() === candidates.first)
    const since = candidates.told.slice(before).map(({ type, instance }) => `${type} ${instance}`)
    expect(since[0]).toBe(`lost ${candidates.first}`)
    expect(since.slice(1).toSorted()).toEqual([`held ${candidates.first}`, `lost ${candidates.second}`].toSorted())
  })

  it('is not taken by an old tick that arrives after its successors have announced themselves', async () => {
    const [holder = '', late = ''] = instancesOfRank('late.1', [3, 1])
    await using candidates = startCandidates('lease', servers.natsUrl, 'late.1')
    await candidates.start(holder)
    await until(() => candidates.holders().includes(holder))
    await using proxy = await startLossyProxy(servers.nats.port)
    await using tape = await connectTape({ servers: proxy.url, name: late })
    const told: string[] = []
    proxy.delayServerFrom('CONSUMER.MSG.NEXT')
    const lease = await tape.lease({
      name: 'late.1',
      instance: late,
      signal: new AbortController().signal,
      async onHeld(held) {
        told.push('held')
        while (!held.aborted) await delay(1)
        told.push('lost')
      },
    })
    // The server gives it the next tick, which nobody acknowledges, and turns to the holder when its requests have ended.
    await delay(5000)
    expect(told).toEqual([])
    proxy.deliverDelayed()
    await until(() => candidates.holders().length === 0)
    await delay(500)
    expect(told).toEqual(['held'])
    await lease.close()
  })

  it('is held again after the server was killed, by one', async () => {
    await using candidates = await pair('server.1', [2, 2])
    await servers.nats.kill()
    await until(() => candidates.holders().length === 0)
    await servers.nats.restart()
    await until(() => candidates.holders().length === 1)
    await delay(2500)
    expect(candidates.holders()).toHaveLength(1)
  })

  it('never runs its work twice at once, and ends with an error of it', async () => {
    await using tape = await connectTape({ servers: servers.natsUrl, name: 'lease' })
    let inside = 0
    let runs = 0
    const lease = await tape.lease({
      name: 'work.1',
      instance: 'a',
      signal: new AbortController().signal,
      async onHeld() {
        inside += 1
        expect(inside).toBe(1)
        runs += 1
        await delay(1500) // longer than a tick
        inside -= 1
        if (runs === 2) throw new Error('cannot go on')
      },
    })
    await expect(lease.done).rejects.toThrow('cannot go on')
    expect(runs).toBe(2)
    expect(lease.held()).toBe(false)
  })
})
