import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from './feed-listener.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
let stop = false
let ticking: Promise<void>
beforeAll(async () => {
  harness = await startHarness()
  const publisher = harness.tape.publisher()
  ticking = (async () => {
    for (let price = 1; !stop; price += 1) {
      await publisher.publish('prices.test.ABC', JSON.stringify({ price }))
      await delay(100)
    }
  })()
})
afterAll(async () => {
  stop = true
  await ticking
  await harness[Symbol.asyncDispose]()
})

it('a client that stops reading gets states merged when it reads again, and is ended when it does not', async () => {
  const slow = await listen(harness.url)
  const quick = await listen(harness.url)
  const topic = 'prices:test:ABC'
  for (const client of [slow, quick]) await client.ask({ op: 'subscribe', topics: [topic] })
  await slow.count('delta', 5)
  slow.socket.pause()
  await delay(14_000)
  slow.socket.resume()
  const [lag] = await slow.count('lag', 1)
  expect(lag?.topic).toBe(topic)
  expect(lag?.conflated).toBeGreaterThan(5)
  expect(lag?.behind_ms).toBeGreaterThan(5000)
  const deltas = await slow.count('delta', slow.of('delta').length + 5)
  expect(deltas.every(({ prev }, nth) => nth === 0 || prev === deltas[nth - 1]?.seq)).toBe(true)
  expect(deltas.length).toBeLessThan(quick.of('delta').length - 5)

  slow.socket.pause()
  await delay(26_000)
  slow.socket.resume()
  expect([4008, 1006]).toContain((await slow.closed()).code)
  expect(quick.of('lag')).toEqual([])
  expect(quick.socket.readyState).toBe(quick.socket.OPEN)
  quick.close()
}, 70_000)
