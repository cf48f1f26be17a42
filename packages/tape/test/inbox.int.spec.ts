import { setTimeout as delay } from 'node:timers/promises'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCandidates, until } from './fixtures/candidates.ts'
import { instancesOfRank } from './fixtures/ranks.ts'

let servers: TestServers
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'inbox' })
})
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

const { signal } = new AbortController()
const publish = async (bot: string, text: string) =>
  (await tape.publisher().publish(`signals.${bot}`, text, { msgId: `${bot}-${text}` })).seq

describe('the inbox', () => {
  it('hands on each signal with its bot and partition, in order per partition', async () => {
    const bots = ['alpha', 'beta', 'gamma', 'delta', 'we ird.']
    const published = bots.slice(0, 4)
    for (let n = 0; n < 50; n += 1) for (const bot of published) await publish(bot, String(n))
    const seen: { bot: string; partition: number; text: string }[] = []
    const inbox = await tape.inbox({
      service: 'order',
      instance: 'a',
      signal,
      async onSignal(message) {
        await delay(0)
        seen.push({ bot: message.bot, partition: message.partition, text: message.text() })
      },
    })
    await until(() => seen.length === 200)
    for (const bot of published) {
      const mine = seen.filter((one) => one.bot === bot)
      expect(mine.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, n) => String(n)))
      expect(new Set(mine.map(({ partition }) => partition))).toEqual(new Set([tape.partitionOf(bot)]))
    }
    await inbox.close()
    const again = await tape.inbox({ service: 'order', instance: 'b', signal, onSignal: async () => expect.fail() })
    await delay(1500)
    await again.close()
  })

  it('brings a signal again that was not answered, before any later one of its partition', async () => {
    const first = await publish('retry', 'one')
    const second = await publish('retry', 'two')
    const seen: number[] = []
    const inbox = await tape.inbox({
      service: 'retry',
      instance: 'a',
      signal,
      async onSignal({ seq, bot }) {
        if (bot !== 'retry') return
        seen.push(seq)
        if (seen.length < 3) throw new Error('the store is away')
      },
    })
    await until(() => seen.includes(second))
    expect(seen).toEqual([first, first, first, second])
    await inbox.close()
  })

  it('leaves a signal alone while its handler takes long', async () => {
    const seq = await publish('slow', 'one')
    const [first = '', better = ''] = instancesOfRank(`slow.${tape.partitionOf('slow')}`, [3, 1])
    let started = 0
    let ended = 0
    const inbox = await tape.inbox({
      service: 'slow',
      instance: first,
      signal,
      async onSignal(message) {
        if (message.seq !== seq) return
        started += 1
        await delay(3500)
        ended += 1
      },
    })
    await until(() => started === 1)
    const other = await tape.inbox({
      service: 'slow',
      instance: better,
      signal,
      async onSignal(message) {
        if (message.seq === seq) started += 1
      },
    })
    await until(() => ended === 1)
    await delay(1500)
    expect(started).toBe(1)
    await Promise.all([inbox.close(), other.close()])
  })

  it('ends on a defect of its handler', async () => {
    await publish('defect', 'one')
    const inbox = await tape.inbox({
      service: 'defect',
      instance: 'a',
      signal,
      async onSignal() {
        throw new TypeError('no such thing')
      },
    })
    await expect(inbox.done).rejects.toThrow('no such thing')
  })

  it('waits for the handlers that run when it is closed, and acknowledges them', async () => {
    const seq = await publish('closing', 'one')
    let ended = false
    const started = Promise.withResolvers<void>()
    const inbox = await tape.inbox({
      service: 'closing',
      instance: 'a',
      signal,
      async onSignal(message) {
        if (message.seq !== seq) return
        started.resolve()
        await delay(300)
        ended = true
      },
    })
    await started.promise
    await inbox.close()
    expect(ended).toBe(true)
    let again = 0
    const other = await tape.inbox({
      service: 'closing',
      instance: 'b',
      signal,
      async onSignal(message) {
        if (message.seq === seq) again += 1
      },
    })
    await delay(1500)
    expect(again).toBe(0)
    await other.close()
  })

  it('loses no signal when instances are killed, stopped and started', { timeout: 120_000 }, async () => {
    await using candidates = startCandidates('inbox', servers.natsUrl, 'chaos')
    await Promise.all(['a', 'b'].map((instance) => candidates.start(instance)))
    const published: number[] = []
    let stop = false
    const publishing = (async () => {
      for (let n = 0; !stop; n += 1) {
        published.push(await publish(`chaos-${n % 40}`, String(n)))
        await delay(2)
      }
    })()
    const seen = () => new Set(candidates.told.filter(({ type }) => type === 'signal').map(({ seq }) => seq))
    const caughtUp = () => until(() => seen().has(published.at(-1) ?? 0))
    await delay(500)
    await candidates.signal('a', 'SIGKILL')
    await delay(2000)
    await candidates.start('c')
    await delay(500)
    await candidates.signal('b', 'SIGSTOP')
    const stoppedAtMs = Date.now()
    await delay(500)
    await caughtUp()
    expect(Date.now() - stoppedAtMs).toBeLessThan(5000)
    await candidates.signal('b', 'SIGCONT')
    await delay(500)
    await servers.nats.kill()
    await servers.nats.restart()
    await delay(1000)
    await candidates.signal('b', 'SIGTERM')
    await delay(1500)
    stop = true
    await publishing
    await until(() => published.every((seq) => seen().has(seq)))
    // Within a partition, what is new comes in order, whoever hears it.
    const highest = new Map<number, number>()
    for (const { type, seq, partition } of candidates.told) {
      if (type !== 'signal' || published[0] === undefined || seq < published[0]) continue
      const last = highest.get(partition) ?? 0
      if (seq > last) {
        const skipped = published.filter((one) => one > last && one < seq)
        const ofPartition = candidates.told.filter((one) => one.partition === partition && skipped.includes(one.seq))
        expect(ofPartition).toEqual([])
        highest.set(partition, seq)
      }
    }
  })
})
