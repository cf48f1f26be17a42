import { setTimeout as delay } from 'node:timers/promises'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { connectTape, EpochChanged, type FollowOptions, type Tape, type TapeMessage } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aFact } from './fixtures/facts.ts'

let servers: TestServers
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const managed = async () => {
  const connection = await connect({ servers: servers.natsUrl })
  const manager = await jetstreamManager(connection)
  return { manager, [Symbol.asyncDispose]: () => connection.close() }
}

beforeEach(async () => {
  await using nats = await managed()
  for await (const name of nats.manager.streams.names()) await nats.manager.streams.delete(name)
  tape = await connectTape({ servers: servers.natsUrl, name: 'follow' })
})
afterEach(() => tape[Symbol.asyncDispose]())

const publishTicks = async (subjectOf: (n: number) => string, count: number, first = 0) => {
  const publisher = tape.publisher()
  const published = Array.from({ length: count }, (_, n) =>
    publisher.publish(subjectOf(first + n), String(first + n), { msgId: `tick-${first + n}` }),
  )
  return Math.max(0, ...(await Promise.all(published)).map(({ seq }) => seq))
}

const signal = new AbortController().signal
const followed = (options: Partial<FollowOptions> = {}) => {
  const messages: TapeMessage[] = []
  const follower = tape.follow({
    stream: 'PRICES',
    subjects: 'prices.*.*',
    from: 1,
    signal,
    onMessage: (message) => void messages.push(message),
    ...options,
  })
  return { messages, follower, texts: () => messages.map((message) => message.text()) }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => String(from + n))

describe('following', () => {
  it('delivers what is stored and what comes, once and in order', async () => {
    await publishTicks(() => 'prices.demo.A', 500)
    let caughtUp = 0
    const { follower, texts, messages } = followed({
      from: 101,
      batch: 7,
      onCaughtUp() {
        caughtUp = messages.length
      },
    })
    await follower.reached(500)
    await publishTicks(() => 'prices.demo.B', 500, 500)
    await follower.reached(1000)
    expect(texts()).toEqual(numbers(100, 1000))
    expect(caughtUp).toBe(400)
    expect(messages[0]).toMatchObject({ seq: 101, subject: 'prices.demo.A', pending: 399 })
    expect(messages[0]?.header('Nats-Msg-Id')).toBe('tick-100')
    expect(messages[0]?.receivedAt).toBe((await tape.message('PRICES', 101))?.receivedAt)
  })

  it('waits for a handler that answers with a promise', async () => {
    await publishTicks(() => 'prices.demo.A', 50)
    let inside = 0
    const order: number[] = []
    const { follower } = followed({
      batch: 4,
      async onMessage({ seq }) {
        inside += 1
        expect(inside).toBe(1)
        await delay(seq % 3)
        order.push(seq)
        inside -= 1
      },
    })
    await follower.reached(50)
    expect(order).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  })

  it('says at once when there is nothing, and hears what comes later', async () => {
    let caughtUp = 0
    const { follower, texts } = followed({
      onCaughtUp() {
        caughtUp += 1
      },
    })
    await until(() => caughtUp === 1)
    await publishTicks(() => 'prices.demo.A', 3)
    await follower.reached(3)
    expect(texts()).toEqual(['0', '1', '2'])
    expect(caughtUp).toBe(1)
  })

  it('moves its position over what it does not cover, as far as that is known', async () => {
    await publishTicks((n) => `prices.demo.${n % 3 === 0 ? 'A' : n % 3 === 1 ? 'B' : 'C'}`, 30)
    const { follower, texts } = followed({ subjects: ['prices.demo.A', 'prices.demo.B'] })
    await until(() => follower.position === 30)
    expect(texts()).toHaveLength(20)
    // Only what the follower does not cover: nothing tells it but the server's heartbeat, or the question.
    const last = await publishTicks(() => 'prices.demo.C', 5, 30)
    await follower.reached(last)
    await publishTicks(() => 'prices.demo.C', 5, 40)
    await until(() => follower.position === last + 5)
    expect(texts()).toHaveLength(20)
  })

  it('does not pass what it covers and has not handled', async () => {
    const hold = Promise.withResolvers<void>()
    await publishTicks((n) => `prices.demo.${n === 4 ? 'A' : 'C'}`, 10)
    const { follower } = followed({ subjects: 'prices.demo.A', onMessage: () => hold.promise })
    const reached = follower.reached(10)
    await delay(2500) // two heartbeats and a dozen questions
    const { position } = follower
    hold.resolve()
    await reached
    expect(position).toBeLessThan(5)
  })

  it('tells what has aged out before it goes on behind it', async () => {
    await publishTicks(() => 'prices.demo.A', 20)
    await using nats = await managed()
    await nats.manager.streams.purge('PRICES', { seq: 11 })
    const told: (number | string)[] = []
    const { follower } = followed({
      from: 5,
      onGap: (firstSeq) => void told.push(`gap to ${firstSeq}`),
      onMessage: ({ seq }) => void told.push(seq),
    })
    await follower.reached(20)
    expect(told).toEqual(['gap to 11', 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
    // All gone: there is nothing to wait for, and nothing to wait with.
    await nats.manager.streams.purge('PRICES')
    const empty = followed({ from: 3 })
    await empty.follower.reached(20)
    expect(empty.messages).toEqual([])
  })

  it('ends when its handler throws, with nothing handled behind that', async () => {
    await publishTicks(() => 'prices.demo.A', 20)
    for (const fail of [() => undefined, () => delay(1)]) {
      const handled: number[] = []
      const { follower } = followed({
        onMessage({ seq }) {
          if (seq === 7) throw new Error('cannot fold')
          handled.push(seq)
          return fail()
        },
      })
      await expect(follower.done).rejects.toThrow('cannot fold')
      await expect(follower.reached(20)).rejects.toThrow('cannot fold')
      expect(handled).toEqual([1, 2, 3, 4, 5, 6])
      expect(follower.position).toBe(6)
    }
  })

  it('ends with its signal', async () => {
    const stop = new AbortController()
    const { follower } = followed({ signal: stop.signal })
    const reached = follower.reached(5)
    stop.abort()
    await expect(reached).rejects.toThrow(/stopped following/)
    await follower.done
  })

  it('loses and doubles nothing when the server is killed in the middle', { timeout: 120_000 }, async () => {
    const all = followed()
    const slow: number[] = []
    const slowly = tape.follow({
      stream: 'PRICES',
      subjects: 'prices.demo.A',
      from: 1,
      signal,
      batch: 64,
      async onMessage({ seq }) {
        await delay(seq % 50 === 0 ? 5 : 0)
        slow.push(seq)
      },
    })
    let stop = false
    let published = 0
    const publishing = (async () => {
      while (!stop) {
        await publishTicks((n) => `prices.demo.${n % 2 === 0 ? 'A' : 'B'}`, 200, published)
        published += 200
      }
    })()
    for (let kill = 0; kill < 4; kill += 1) {
      await delay(400 + Math.random() * 200)
      await servers.nats.kill()
      await servers.nats.restart()
    }
    await delay(300)
    stop = true
    await publishing
    const { lastSeq } = await tape.streamState('PRICES')
    expect(lastSeq).toBe(published)
    await Promise.all([all.follower.reached(lastSeq), slowly.reached(lastSeq)])
    expect(all.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq }, (_, n) => n + 1))
    const even = all.messages.filter(({ subject }) => subject === 'prices.demo.A').map(({ seq }) => seq)
    expect(slow).toEqual(even)
  })
})

describe('another ledger', () => {
  it('is noticed by whoever follows or appends, without a lost connection', async () => {
    const seq = await tape.append(aFact('alpha', 'a1'), { lastSeq: 0 })
    const { follower } = followed({ stream: 'LEDGER', subjects: 'ledger.>' })
    await follower.reached(seq)
    await using nats = await managed()
    const { config } = await nats.manager.streams.info('LEDGER')
    await nats.manager.streams.delete('LEDGER')
    await nats.manager.streams.add(config)
    await expect(follower.done).rejects.toThrow(EpochChanged)
    await expect(tape.append(aFact('alpha', 'a2'), { lastSeq: seq })).rejects.toThrow(EpochChanged)
    expect(tape.status()).toMatchObject({ ok: false })
  })

  it('is noticed by an append alone', async () => {
    const seq = await tape.append(aFact('alpha', 'a1'), { lastSeq: 0 })
    await using nats = await managed()
    const { config } = await nats.manager.streams.info('LEDGER')
    await nats.manager.streams.delete('LEDGER')
    await nats.manager.streams.add(config)
    await expect(tape.append(aFact('alpha', 'a2'), { lastSeq: seq })).rejects.toThrow(EpochChanged)
  })

  it('is noticed while there is none', async () => {
    const seq = await tape.append(aFact('alpha', 'a1'), { lastSeq: 0 })
    await using nats = await managed()
    await nats.manager.streams.delete('LEDGER')
    await expect(tape.append(aFact('alpha', 'a2'), { lastSeq: seq })).rejects.toThrow(EpochChanged)
    await expect(tape.lastMessage('LEDGER', 'ledger.>')).rejects.toThrow(EpochChanged)
  })

  it('is noticed after a lost connection, before anything is appended to it', async () => {
    await tape.append(aFact('alpha', 'a1'), { lastSeq: 0 })
    await servers.nats.kill()
    const appending = tape.append(aFact('new', 'n1'), { lastSeq: 0 })
    await servers.nats.restart()
    // Faster than the tape reconnects, or not: the fact is in the old ledger, or in none.
    await using nats = await managed()
    const { config } = await nats.manager.streams.info('LEDGER')
    await nats.manager.streams.delete('LEDGER')
    await nats.manager.streams.add(config)
    await appending.catch((error: unknown) => expect(error).toBeInstanceOf(EpochChanged))
    await expect(tape.streamState('LEDGER')).rejects.toThrow(EpochChanged)
    expect((await nats.manager.streams.info('LEDGER')).state.messages).toBe(0)
  })
})

const until = async (holds: () => boolean) => {
  while (!holds()) await delay(10)
}
