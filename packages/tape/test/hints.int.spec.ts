import { setTimeout as delay } from 'node:timers/promises'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'

let servers: TestServers
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'hints' })
})
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

it('tells whoever listens, until they stop', async () => {
  const heard: unknown[] = []
  const stop = tape.onHint('live.test', (hint) => heard.push(hint))
  tape.hint('live.test', { seq: 1 })
  while (heard.length < 1) await delay(5)
  stop()
  tape.hint('live.test', { seq: 2 })
  await tape.streamState('LEDGER')
  expect(heard).toEqual([{ seq: 1 }])
})

it('asks whoever answers, and nobody', async () => {
  const stop = tape.respond('progress.test', () => ({ seq: 7 }))
  expect(await tape.ask('progress.test', 1000)).toEqual({ seq: 7 })
  stop()
  expect(await tape.ask('progress.test', 1000)).toBeNull()
})

it('publishes with ids, once, also when the server is killed meanwhile', async () => {
  const publisher = tape.publisher()
  const first = await publisher.publish('prices.a.b', '1', { msgId: 'p1' })
  expect(await publisher.publish('prices.a.b', '1', { msgId: 'p1' })).toEqual({ ...first, duplicate: true })
  const publishing = Array.from({ length: 5000 }, (_, n) => publisher.publish('prices.a.b', '2', { msgId: `q${n}` }))
  await servers.nats.kill()
  await servers.nats.restart()
  const seqs = (await Promise.all(publishing)).map(({ seq }) => seq)
  await publisher.flush()
  expect(new Set(seqs).size).toBe(5000)
  expect((await tape.streamState('PRICES')).messages).toBe(5001)
})

it('refuses a subject that no stream takes, without an id to ask again with', async () => {
  await expect(tape.publisher().publish('nowhere.at.all', '1')).rejects.toThrow(/no stream answers/)
})
