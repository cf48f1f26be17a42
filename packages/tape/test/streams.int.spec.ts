import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { partitionOf } from '@papertape/events'
import { connectTape, IncompatibleServer } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

let servers: TestServers
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const managed = async () => {
  const connection = await connect({ servers: servers.natsUrl })
  const manager = await jetstreamManager(connection)
  return { connection, manager, [Symbol.asyncDispose]: () => connection.close() }
}

beforeEach(async () => {
  await using nats = await managed()
  for await (const name of nats.manager.streams.names()) await nats.manager.streams.delete(name)
})

const open = (partitions?: number) =>
  connectTape({ servers: servers.natsUrl, name: 'test', ...(partitions === undefined ? {} : { partitions }) })

describe('the streams', () => {
  it('are made by any number of services at once, with one partition count that stays', async () => {
    const tapes = await Promise.all([open(4), open(16), open(4), open()])
    const counts = new Set(tapes.map(({ partitions }) => partitions))
    expect(counts.size).toBe(1)
    expect(new Set(tapes.map(({ epochs }) => JSON.stringify(epochs))).size).toBe(1)
    for (const tape of tapes) await tape[Symbol.asyncDispose]()
    await using later = await open(32)
    expect(counts).toContain(later.partitions)
  })

  it('store signals in the partition that partitionOf says, for any name', async () => {
    await using tape = await open(13)
    const publisher = tape.publisher()
    const letters = [...'abcXYZ019_-äß漢🙂']
    const bots = Array.from({ length: 400 }, (_, index) => {
      const first = index % letters.length
      return `${index}${letters.slice(first, first + (index % 9)).join('')}`
    })
    await Promise.all(bots.map((bot) => publisher.publish(`signals.${bot}`, '{}')))
    await using nats = await managed()
    const { state } = await nats.manager.streams.info('SIGNALS', { subjects_filter: '>' })
    const stored = new Set(Object.keys(state.subjects ?? {}))
    expect(stored).toEqual(new Set(bots.map((bot) => `inbox.${partitionOf(bot, 13)}.${bot}`)))
  })

  it('let nobody delete or purge facts or signals, or forge by headers', async () => {
    await using tape = await open()
    await tape.publisher().publish('signals.alpha', '{}')
    await using nats = await managed()
    for (const stream of ['LEDGER', 'SIGNALS']) {
      await expect(nats.manager.streams.purge(stream)).rejects.toThrow(/purge/)
      await expect(nats.manager.streams.deleteMessage(stream, 1)).rejects.toThrow(/delete/)
    }
    const publisher = tape.publisher()
    for (const headers of [
      { 'Nats-Rollup': 'all' },
      { 'Nats-TTL': '1s' },
      { 'Nats-Schedule': '@every 1s', 'Nats-Schedule-Target': 'signals.beta' },
    ]) {
      await expect(publisher.publish('signals.alpha', '{}', { headers })).rejects.toThrow(/refused/)
    }
  })

  it.each([
    ['LEDGER', { subjects: ['ledger.>'], allow_msg_schedules: true }],
    ['LEDGER', { subjects: ['ledger.>'] }],
    ['SIGNALS', { subjects: ['signals.*'] }],
  ])('are refused when %s exists as %o', async (name, config) => {
    await using nats = await managed()
    await nats.manager.streams.add({ name, ...config })
    await expect(open()).rejects.toThrow(IncompatibleServer)
  })
})

describe('connecting', () => {
  it('waits for a server, and ends with its signal', async () => {
    const stop = new AbortController()
    const waiting = connectTape({ servers: 'nats://127.0.0.1:9', name: 'test', signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 300)
    await expect(waiting).rejects.toThrow('enough')
  })
})
