import { subjects } from '@papertape/events'
import { connectTape, type Tape } from '@papertape/tape'
import { seededRandom } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../src/http/problem.ts'
import { inboxOf, type Progress, publishOnce } from '../src/publishing/publish-once.ts'
import { type AnotherGateway, startAnotherGateway } from './another-gateway.ts'
import { type Cable, layCable } from './cable.ts'
import { type Harness, type Reply, startHarness, TOKEN } from './harness.ts'

/** PAPERTAPE_TEST_SEED runs the last test's disturbances again. */
const seed = Number(process.env['PAPERTAPE_TEST_SEED'] ?? Date.now() % 1_000_000)

/** An answer takes a second at most; this much more is the machine's. */
const ANSWER_MS_MAX = 1000 + 250

let harness: Harness
let cable: Cable
/** A gateway at the end of the cable. */
let far: AnotherGateway
let source: string
beforeAll(async () => {
  harness = await startHarness()
  cable = await layCable(harness.servers.nats)
  far = await startAnotherGateway({ ...harness.servers, natsUrl: cable.url })
  await harness.register({ bot_id: 'bot' })
  source = (await harness.data('/api/v1/sources', { operator: true, body: { name: 'source', bots: null } })).token
})
afterAll(async () => {
  cable.release()
  await far[Symbol.asyncDispose]()
  await cable[Symbol.asyncDispose]()
  await harness[Symbol.asyncDispose]()
})

type Send = { key?: string; url?: string; token?: string; type?: string }

const send = async (text: string, { key, url = far.url, token = source, type }: Send = {}) => {
  const startMs = performance.now()
  const response = await fetch(`${url}/api/v1/signals/bot`, {
    method: 'POST',
    body: text,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': type ?? 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  })
  const body: Reply['body'] = await response.json()
  return { status: response.status, body, headers: response.headers, tookMs: performance.now() - startMs }
}
const timesStored = async (tape: Tape, text: string) => {
  let times = 0
  for (let seq = 1; ; ) {
    const next = await tape.nextMessage('SIGNALS', inboxOf(tape, 'bot'), seq)
    if (next === null) return times
    if (next.text() === text) times += 1
    seq = next.seq + 1
  }
}

const connected = () => expect.poll(() => far.tape.connected(), { timeout: 20_000 }).toBe(true)

describe('with a bus that is slow', () => {
  it.each(['to', 'from'] as const)(
    'what is held up on its way %s it is answered in time, and stored once',
    async (way) => {
      const text = JSON.stringify({ signal_id: `held ${way}` })
      await send('{"signal_id":"warm"}')
      cable.hold(way)
      const replies = await Promise.all([
        send(text, { key: `held-${way}` }),
        send(text, { key: `held-${way}` }),
        send(JSON.stringify({ signal_id: `plain ${way}` })),
        send('{"signal_id":"l1"}\n{"signal_id":"l2"}', { type: 'application/x-ndjson' }),
      ])
      for (const { status, body, headers, tookMs } of replies) {
        // `busy` for the one that waited in vain for the end of the other with the same key.
        expect([status, body.code]).toEqual([
          503,
          expect.stringMatching(/^(dependency-unavailable|outcome-unknown|busy)$/),
        ])
        expect(headers.get('retry-after')).toMatch(/^\d+$/)
        expect(tookMs).toBeLessThan(ANSWER_MS_MAX)
      }
      // Others go on meanwhile, and another gateway takes the same key.
      expect((await send('{"signal_id":"beside"}', { url: harness.url })).status).toBe(202)
      expect((await send(text, { key: `held-${way}`, url: harness.url })).status).toBe(202)
      cable.release()
      const again = await send(text, { key: `held-${way}` })
      expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true'])
      expect(await timesStored(harness.tape, text)).toBe(1)
    },
  )
  it('a publication whose answer was lost is found', async () => {
    const text = '{"signal_id":"ack lost"}'
    const progress = async (): Promise<Progress> => ({
      seenSeq: (await harness.tape.lastMessage('SIGNALS', inboxOf(harness.tape, 'bot')))?.seq ?? 0,
      stored: new Map(),
    })
    const start = await progress()
    const sending = { botId: 'bot', lines: [{ line: 1, data: Buffer.from(text) }], headers: {} }
    const limits = { lineMs: 300, totalMs: 300 }
    cable.hold('from')
    const first = await publishOnce(far.tape, 'lost', sending, { ...start, stored: new Map() }, limits)
    expect(first.outcomes.get(1)).toMatchObject({ code: 'outcome-unknown' })
    cable.release()
    await expect.poll(() => timesStored(harness.tape, text)).toBe(1)
    const second = await publishOnce(far.tape, 'lost', sending, start, { lineMs: 5000, totalMs: 5000 })
    expect([second.outcomes.get(1), second.published]).toEqual([{ seq: start.seenSeq }, false])
    expect(await timesStored(harness.tape, text)).toBe(1)
  })
})

describe('with services that stand still', () => {
  it('a signal is answered within a second', async () => {
    await harness.pauseProjection() // and nobody ingests signals here at all
    const { status, tookMs } = await send('{"signal_id":"still"}', { key: 'still' })
    expect(status).toBe(202)
    expect(tookMs).toBeLessThan(1000)
    harness.resumeProjection()
  })
})

describe('without a bus', () => {
  it('nothing is taken, within a second, and a key is good for later', async () => {
    const text = '{"signal_id":"no bus"}'
    expect((await send('{"signal_id":"before"}', { key: 'before' })).status).toBe(202)
    await harness.servers.nats.kill()
    const replies = await Promise.all([
      send(text, { key: 'no-bus' }),
      send(text),
      send(text, { token: TOKEN }),
      send(`${text}\n${text}`, { type: 'application/x-ndjson', key: 'no-bus-2' }),
    ])
    for (const { status, headers, tookMs } of replies) {
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
      expect(tookMs).toBeLessThan(ANSWER_MS_MAX)
    }
    const known = await send('{"signal_id":"before"}', { key: 'before' })
    expect([known.status, known.headers.get('idempotent-replayed')]).toEqual([202, 'true'])
    await harness.servers.nats.restart()
    await connected()
    await expect.poll(async () => (await send(text, { key: 'no-bus' })).status, { timeout: 20_000 }).toBe(202)
    await expect.poll(() => harness.tape.connected()).toBe(true)
    expect(await timesStored(harness.tape, text)).toBeGreaterThan(0)
  })
})

describe('without PostgreSQL', () => {
  it('the operator publishes, a key is refused, and a source’s token is good for nothing', async () => {
    await harness.servers.postgres.kill()
    const text = '{"signal_id":"no database"}'
    expect((await send(text, { token: TOKEN })).status).toBe(202)
    for (const refused of [await send(text), await send(text, { token: TOKEN, key: 'no-database' })]) {
      expect([refused.status, refused.body.code]).toEqual([503, 'dependency-unavailable'])
      expect(refused.tookMs).toBeLessThan(ANSWER_MS_MAX)
    }
    expect(await timesStored(harness.tape, text)).toBe(1)
    await harness.servers.postgres.restart()
    await expect.poll(async () => (await send(text)).status, { timeout: 20_000 }).toBe(202)
  })
})

describe('many who publish the same, over connections that come and go', () => {
  it(`store each line once, in order (seed ${seed})`, async () => {
    const random = seededRandom(seed)
    const cables = await Promise.all([1, 2, 3].map(() => layCable(harness.servers.nats)))
    const tapes = await Promise.all(cables.map(({ url }) => connectTape({ servers: url, name: 'helper' })))
    await harness.register({ bot_id: 'storm' })
    const lines = Array.from({ length: 25 }, (_, i) => ({
      line: i + 1,
      data: Buffer.from(`{"signal_id":"storm${i}"}`),
    }))
    const sending = { botId: 'storm', lines, headers: {} }
    let done = false
    const quietMs = performance.now() + 3000
    const disturb = async () => {
      while (!done && performance.now() < quietMs) {
        const one = cables[Math.floor(random() * cables.length)]
        const what = random()
        if (what < 0.3) one?.cut()
        else one?.hold(what < 0.65 ? 'to' : 'from')
        await new Promise((resolve) => setTimeout(resolve, 5 + random() * 40))
        one?.release()
      }
    }
    const noise = async () => {
      for (let i = 0; !done && i < 60; i += 1) {
        await harness.tape.publisher().publish(subjects.signal('storm'), `{"signal_id":"noise${i}"}`)
        await new Promise((resolve) => setTimeout(resolve, random() * 10))
      }
    }
    const help = async (tape: Tape) => {
      let progress: Progress = { seenSeq: 0, stored: new Map() }
      for (;;) {
        // What the last attempt has found was written down, or was lost with it.
        if (random() < 0.5) progress = { seenSeq: 0, stored: new Map() }
        const limits = { lineMs: 100 + random() * 900, totalMs: 5000 }
        const { outcomes } = await publishOnce(tape, 'storm', sending, progress, limits)
        if ([...outcomes.values()].every((outcome) => !(outcome instanceof Problem))) return outcomes
        // Without a connection the answer comes at once: to ask again without a pause would keep the connection from coming back.
        await new Promise((resolve) => setTimeout(resolve, random() * 10))
      }
    }
    const others = [disturb(), noise()]
    const answers = await Promise.all([...tapes, ...tapes].map(help))
    done = true
    await Promise.all(others)
    for (const answer of answers) expect([...answer]).toEqual([...(answers[0] ?? [])])
    const kept: string[] = []
    for (let seq = 1; ; ) {
      const next = await harness.tape.nextMessage('SIGNALS', inboxOf(harness.tape, 'storm'), seq)
      if (next === null) break
      if (next.header('Papertape-Publication') !== undefined) kept.push(next.text())
      seq = next.seq + 1
    }
    expect(kept).toEqual(lines.map(({ data }) => data.toString()))
    await Promise.all(tapes.map((tape) => tape[Symbol.asyncDispose]()))
    await Promise.all(cables.map((one) => one[Symbol.asyncDispose]()))
  }, 120_000)
})
