import { connectTape, OrderedPublishFailed, openOrderedPublisher } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'

let servers: TestServers
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const subject = 'replays.run.binance.BTCUSDT'
const open = () => openOrderedPublisher({ servers: servers.natsUrl, name: 'test' })

it('stores what it is given in order, and fails alike when the server goes and while it is away', async () => {
  await using tape = await connectTape({ servers: servers.natsUrl, name: 'test' })
  await using publisher = await open()
  for (let line = 1; line <= 1000; line += 1) await publisher.publish(subject, String(line), { Line: String(line) })
  expect(await publisher.flush()).toBe(1000)

  await servers.nats.kill()
  await expect(publisher.publish(subject, 'x', {}).then(() => publisher.flush())).rejects.toThrow(OrderedPublishFailed)
  await expect(open()).rejects.toThrow(OrderedPublishFailed)

  await servers.nats.restart()
  await expect.poll(() => tape.connected(), { timeout: 20_000 }).toBe(true)
  await using again = await open()
  await again.publish(subject, '1001', {})
  expect(await again.flush()).toBe(1001)
  for (const seq of [1, 500, 1000, 1001]) expect((await tape.message('REPLAYS', seq))?.text()).toBe(String(seq))
})
