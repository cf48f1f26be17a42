import { setTimeout as delay } from 'node:timers/promises'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { parseFact } from '@papertape/events'
import { AppendConflict, connectTape, LedgerRefused, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { aFact } from './fixtures/facts.ts'
import { startLossyProxy } from './fixtures/lossy-proxy.ts'

let servers: TestServers
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'append' })
})
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

/** All facts of the ledger as stored, in order. */
const ledger = async (from = 1) => {
  const facts: { seq: number; bot_id: string; id: string }[] = []
  const { lastSeq } = await tape.streamState('LEDGER')
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: 'ledger.>',
    from,
    signal: new AbortController().signal,
    onMessage(message) {
      const { bot_id, id } = parseFact(message.text())
      facts.push({ seq: message.seq, bot_id, id })
    },
  })
  await follower.reached(lastSeq)
  follower.close()
  await follower.done
  return facts
}

describe('appending', () => {
  it('stores a fact under its subject and id, stamped', async () => {
    const seq = await tape.append(aFact('alpha', 'a1'), { lastSeq: 0 })
    const stored = await tape.message('LEDGER', seq)
    expect(stored?.subject).toBe(`ledger.${tape.partitionOf('alpha')}.alpha.signal.accepted`)
    expect(stored?.header('Nats-Msg-Id')).toBe('a1')
    const fact: Record<string, unknown> = JSON.parse(stored?.text() ?? '')
    expect(fact).toMatchObject(aFact('alpha', 'a1'))
    expect(fact['recorded_at']).toMatch(/Z$/)
    expect(await tape.lastMessage('LEDGER', 'ledger.*.alpha.>')).toMatchObject({ seq })
    expect(await tape.lastMessage('LEDGER', 'ledger.*.nobody.>')).toBeNull()
    expect(await tape.message('LEDGER', 1_000_000)).toBeNull()
  })

  it('lets plain subscribers hear what is stored, once, and nothing that was refused', async () => {
    const heard: string[] = []
    const end = tape.onHint('ledger.*.plain.>', (fact) => heard.push((fact as { id: string }).id))
    const first = await tape.append(aFact('plain', 'p1'), { lastSeq: 0 })
    await expect(tape.append(aFact('plain', 'p2'), { lastSeq: 0 })).rejects.toThrow(AppendConflict)
    await tape.append(aFact('plain', 'p3'), { lastSeq: first })
    await vi.waitFor(() => expect(heard).toContain('p3'))
    expect(heard).toEqual(['p1', 'p3'])
    end()
  })

  it('names the place a history has moved on to, and stores nothing', async () => {
    const first = await tape.append(aFact('beta', 'b1'), { lastSeq: 0 })
    await tape.append(aFact('gamma', 'g1'), { lastSeq: 0 })
    const second = await tape.append(aFact('beta', 'b2'), { lastSeq: first })
    const { lastSeq } = await tape.streamState('LEDGER')
    for (const wrong of [0, first, second + 1]) {
      const conflict = await tape.append(aFact('beta', 'b3'), { lastSeq: wrong }).catch((error: unknown) => error)
      expect(conflict).toBeInstanceOf(AppendConflict)
      expect(conflict).toMatchObject({ actualSeq: second })
    }
    expect((await tape.streamState('LEDGER')).lastSeq).toBe(lastSeq)
  })

  it('takes the same fact again as done, with its first sequence', async () => {
    const seq = await tape.append(aFact('delta', 'd1'), { lastSeq: 0 })
    expect(await tape.append(aFact('delta', 'd1'), { lastSeq: 0 })).toBe(seq)
    expect(await tape.append(aFact('delta', 'd1'), { lastSeq: seq })).toBe(seq)
  })

  it('can expect a history of its own, such as the clock’s', async () => {
    const history = 'ledger.0.@all.clock.ticked'
    const clock = (id: string) => {
      const { data: _data, ...fact } = aFact('@all', id)
      return { ...fact, type: 'clock.ticked', data: { minute: fact.time } } as const
    }
    const first = await tape.append(clock('c1'), { lastSeq: 0, history })
    expect(await tape.lastMessage('LEDGER', history)).toMatchObject({ seq: first })
    await expect(tape.append(clock('c2'), { lastSeq: 0, history })).rejects.toThrow(AppendConflict)
  })

  it('finds its fact after a lost answer, also when others have written behind it', async () => {
    await using proxy = await startLossyProxy(servers.nats.port)
    await using far = await connectTape({ servers: proxy.url, name: 'far' })
    for (const followers of [0, 1, 2]) {
      const bot = `lost-${followers}`
      proxy.muteServer()
      let found = 0
      const onFound = () => {
        found += 1
      }
      const appending = far.append(aFact(bot, `${bot}-mine`), { lastSeq: 0 }, { onFound })
      const mine = await until(() => tape.lastMessage('LEDGER', `ledger.*.${bot}.>`))
      let last = mine.seq
      for (let n = 0; n < followers; n += 1) last = await tape.append(aFact(bot, `${bot}-${n}`), { lastSeq: last })
      proxy.cut()
      expect(await appending).toBe(mine.seq)
      expect(found).toBe(1)
      await far.append(aFact(bot, `${bot}-fresh`), { lastSeq: last }, { onFound })
      expect(found).toBe(1)
    }
  })

  it('reports a conflict after a lost question', async () => {
    await using proxy = await startLossyProxy(servers.nats.port)
    await using far = await connectTape({ servers: proxy.url, name: 'far' })
    proxy.cut()
    const appending = far.append(aFact('race', 'late'), { lastSeq: 0 })
    const seq = await tape.append(aFact('race', 'early'), { lastSeq: 0 })
    const outcome = await appending.catch((error: unknown) => error)
    // Whoever was first: never both.
    if (outcome instanceof AppendConflict) expect(outcome.actualSeq).toBe(seq)
    else expect.fail('two facts were appended at the start of one history')
  })

  it('waits out a ledger that refuses, visibly', async () => {
    await using stop = abortable()
    await using patient = await connectTape({ servers: servers.natsUrl, name: 'patient', signal: stop.signal })
    const connection = await connect({ servers: servers.natsUrl })
    const manager = await jetstreamManager(connection)
    const limit = (max_bytes: number) => manager.streams.update('LEDGER', { max_bytes, discard: 'new' })
    await limit(1)
    const appending = patient.append(aFact('full', 'f1'), { lastSeq: 0 })
    await until(async () => patient.status().ledger_refused)
    expect(patient.status()).toMatchObject({ ok: false, ledger_refused: { code: 10077 } })
    await limit(-1)
    const seq = await appending
    expect(patient.status()).toMatchObject({ ok: true, ledger_refused: null })

    await limit(1)
    const hopeless = patient.append(aFact('full', 'f2'), { lastSeq: seq })
    await until(async () => patient.status().ledger_refused)
    stop.abort()
    await expect(hopeless).rejects.toThrow(LedgerRefused)
    await limit(-1)
    await connection.close()
  })

  it('loses and doubles nothing when the server is killed in the middle', { timeout: 120_000 }, async () => {
    const before = (await tape.streamState('LEDGER')).lastSeq
    const bots = Array.from({ length: 40 }, (_, index) => `kill-${index}`)
    const appended = new Map<string, number[]>()
    let stop = false
    const writers = bots.map(async (bot) => {
      const seqs: number[] = []
      appended.set(bot, seqs)
      for (let n = 0; !stop; n += 1)
        seqs.push(await tape.append(aFact(bot, `${bot}-${n}`), { lastSeq: seqs.at(-1) ?? 0 }))
    })
    for (let kill = 0; kill < 5; kill += 1) {
      await delay(300 + Math.random() * 300)
      await servers.nats.kill()
      await servers.nats.restart()
    }
    await delay(300)
    stop = true
    await Promise.all(writers)
    const facts = (await ledger(before + 1)).filter(({ bot_id }) => bot_id.startsWith('kill-'))
    for (const bot of bots) {
      const mine = facts.filter(({ bot_id }) => bot_id === bot)
      expect(mine.map(({ seq }) => seq)).toEqual(appended.get(bot))
      expect(mine.map(({ id }) => id)).toEqual(mine.map((_, n) => `${bot}-${n}`))
    }
    expect(facts.length).toBeGreaterThan(bots.length * 5)
    expect(tape.status()).toMatchObject({ ok: true, reconnects: 5 })
  })
})

const until = async <Found>(look: () => Promise<Found | null>): Promise<Found> => {
  for (;;) {
    const found = await look()
    if (found !== null) return found
    await delay(10)
  }
}

const abortable = () => {
  const controller = new AbortController()
  return {
    signal: controller.signal,
    abort: () => controller.abort(new Error('stopping')),
    async [Symbol.asyncDispose]() {
      controller.abort()
    },
  }
}
