import { DiscardPolicy, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NotStored, publish } from '../src/nats.ts'

// A server without Papertape, whose stream says no.

let servers: TestServers
let nats: NatsConnection
beforeAll(async () => {
  servers = await startTestServers()
  nats = await connect({ servers: servers.natsUrl })
})
afterAll(async () => {
  await nats.close()
  await servers[Symbol.asyncDispose]()
})

const signal = { signal_id: 's1', symbol: 'X', action: 'CLOSE' } as const

it('fails while nobody stores signals', async () => {
  await expect(publish(nats, 'b1', signal, { timeoutMs: 500 })).rejects.toThrow()
})

it('tells why JetStream did not store a signal', async () => {
  const manager = await jetstreamManager(nats)
  await manager.streams.add({ name: 'FULL', subjects: ['signals.*'], max_msgs: 1, discard: DiscardPolicy.New })
  expect(await publish(nats, 'b1', signal)).toEqual({ stream: 'FULL', seq: 1 })
  const refused = await publish(nats, 'b1', signal).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(NotStored)
  expect(refused).toMatchObject({ code: 10_077 })
})

it('sets no message id, so that no other publisher’s id can swallow a signal', async () => {
  const manager = await jetstreamManager(nats)
  await manager.streams.purge('FULL')
  const { seq } = await publish(nats, 'b1', signal)
  const stored = await manager.streams.getMessage('FULL', { seq })
  expect(stored?.string()).toBe(JSON.stringify(signal))
  expect([...(stored?.header?.keys() ?? [])]).toEqual([])
})
